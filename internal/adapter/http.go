package adapter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/Huzefaaa2/subsim/conformance"
)

// HTTP returns an adapter that is a server: each request is posted to the address.
// No proxy is asked, and no redirect followed.
func HTTP(ctx context.Context, address string, model Model, limits Limits) *Adapter {
	limits = limits.withDefaults()
	transport := &http.Transport{
		DisableCompression: true, MaxIdleConnsPerHost: MaxParallel, MaxResponseHeaderBytes: int64(limits.Line),
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	return newAdapter(ctx, model, limits, func(context.Context) (wire, error) {
		parsed, err := url.Parse(address)
		if err == nil && (parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https") {
			err = errors.New("it is not http or https, or has no host")
		}
		if err != nil {
			return nil, fmt.Errorf("the address of the adapter: %w", err)
		}
		return &server{client, address, limits.Line}, nil
	})
}

// A server is reached by HTTP. It keeps no state of its own: all wires of one
// adapter share the connections of the client.
type server struct {
	client  *http.Client
	address string
	longest int
}

func (s *server) exchange(ctx context.Context, request []byte) ([]byte, error) {
	posted, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	posted.Header.Set("Content-Type", "application/json")
	answer, err := s.client.Do(posted)
	if err != nil {
		return nil, broken(ctx, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, int64(s.longest)+1))
	switch {
	case err != nil:
		return nil, broken(ctx, err)
	case answer.StatusCode != http.StatusOK:
		return nil, babbled(body, "the server answers with status %s, and 200 was expected", answer.Status)
	case len(body) > s.longest:
		return nil, babbled(body, "the body is longer than %d bytes", s.longest)
	}
	return body, nil
}

// broken says that a connection broke, unless the context is over.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if inner := new(url.Error); errors.As(err, &inner) {
		err = inner.Err
	}
	return fault(conformance.FaultCrashed, "", "the connection broke: %v", err)
}

func (s *server) end(context.Context) *conformance.FaultError { return nil }

func (s *server) cut() string {
	s.client.CloseIdleConnections()
	return ""
}
