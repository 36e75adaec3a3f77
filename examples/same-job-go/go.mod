module same-job-go

go 1.22
