package logs

import (
	"context"
	"errors"
)

func (s *Scan) parquet(ctx context.Context) error { return errors.New("todo") }
