// Makes a JSON text of orders, reads it, adds up what each customer spent, and puts a seal on the text. The
// same job, with the same answer, is in same-job-node and same-job-python.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

type event struct {
	Orders int `json:"orders"`
	Rounds int `json:"rounds"`
}

type order struct {
	Customer string `json:"customer"`
	Cents    int    `json:"cents"`
}

type answer struct {
	Customers int    `json:"customers"`
	Cents     int    `json:"cents"`
	Most      int    `json:"most"`
	Seal      string `json:"seal"`
}

func handle(payload []byte) (answer, error) {
	asked := event{Orders: 20_000, Rounds: 20_000}
	if err := json.Unmarshal(payload, &asked); err != nil {
		return answer{}, err
	}
	text := ordersAsJSON(asked.Orders)
	var orders []order
	if err := json.Unmarshal([]byte(text), &orders); err != nil {
		return answer{}, err
	}
	result := spent(orders)
	result.Seal = seal(text, asked.Rounds)
	return result, nil
}

func ordersAsJSON(count int) string {
	orders := make([]string, count)
	state := 1
	for n := range orders {
		// A small generator of numbers that every language computes alike.
		state = state * 48_271 % 2_147_483_647
		orders[n] = `{"customer":"c` + strconv.Itoa(state%100) + `","cents":` + strconv.Itoa(state%10_000) + `}`
	}
	return "[" + strings.Join(orders, ",") + "]"
}

func spent(orders []order) answer {
	byCustomer := map[string]int{}
	for _, one := range orders {
		byCustomer[one.Customer] += one.Cents
	}
	result := answer{Customers: len(byCustomer)}
	for _, cents := range byCustomer {
		result.Cents += cents
		result.Most = max(result.Most, cents)
	}
	return result
}

func seal(text string, rounds int) string {
	digest := sha256.Sum256([]byte(text))
	for range rounds {
		digest = sha256.Sum256(digest[:])
	}
	return hex.EncodeToString(digest[:])
}
