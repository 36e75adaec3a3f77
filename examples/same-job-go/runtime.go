package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
)

// The runtime: asks Lambda's Runtime API for one event after another. (github.com/aws/aws-lambda-go does the
// same; this example needs nothing that has to be downloaded.)
func main() {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		requestID, payload, err := next(api)
		if err != nil {
			log.Fatal(err)
		}
		path, body := "/response", any(nil)
		if result, err := handle(payload); err != nil {
			path, body = "/error", map[string]string{"errorType": "HandlerError", "errorMessage": err.Error()}
		} else {
			body = result
		}
		if err := send(api+requestID+path, body); err != nil {
			log.Fatal(err)
		}
	}
}

func next(api string) (requestID string, payload []byte, err error) {
	response, err := http.Get(api + "next")
	if err != nil {
		return "", nil, err
	}
	defer response.Body.Close()
	payload, err = io.ReadAll(response.Body)
	return response.Header.Get("Lambda-Runtime-Aws-Request-Id"), payload, err
}

func send(url string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	response, err := http.Post(url, "application/json", bytes.NewReader(text))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
