package main

import (
	"encoding/json"
	"net/http"
)

// A request holds what the operations of the protocol need, each its own part.
type request struct {
	N             int
	Op            string
	Session       string
	Event         string
	ID            string
	Configuration struct {
		State     string
		Scheduled bool `json:"cancellation_scheduled"`
	}
}

type response map[string]any

type answering func(request) (response, error)

// handler answers requests, a POST each. After an error nobody knows whether the
// database has kept the event.
func handler(answer answering) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var said response
		var asked request
		asked.Configuration.State = "none" // unless another is asked for
		err := json.NewDecoder(r.Body).Decode(&asked)
		if err == nil {
			said, err = answer(asked)
		}
		if err != nil {
			said = response{"error": map[string]any{"definite": false, "message": err.Error()}}
		}
		said["n"] = asked.N
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(said)
	}
}
