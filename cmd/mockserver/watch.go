package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"mockserver/seeds"
	"mockserver/server"
)

// glance is how often the seed file is looked at.
const glance = time.Second

// mark is what tells one state of a file from another.
type mark struct {
	modified time.Time
	size     int64
}

func markOf(path string) mark {
	info, err := os.Stat(path)
	if err != nil {
		return mark{} // gone, or being replaced: what comes next will differ
	}
	return mark{info.ModTime(), info.Size()}
}

// watch loads the seed file again whenever it changes, until the context ends. before is how the file was when it was
// loaded. What is wrong with it is told, and all stays as it was.
func watch(ctx context.Context, mock *server.Server, from value, before mark, log *slog.Logger) {
	if _, embedded := seeds.Embedded(from.text); embedded {
		log.Warn("nothing to watch: the seed is built in", "seed", from.text)
		return
	}
	ticker := time.NewTicker(glance)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := markOf(from.text)
		if now == before || now == (mark{}) {
			continue
		}
		before = now
		reload(mock, from, log)
	}
}

func reload(mock *server.Server, from value, log *slog.Logger) {
	seed, err := readSeed(from)
	if err == nil {
		err = mock.Load(seed)
	}
	var faults seeds.Faults
	switch {
	case errors.As(err, &faults):
		for _, fault := range faults {
			log.Error("seed not loaded again: "+fault.Message, "file", fault.File, "line", fault.Pos.Line, "column", fault.Pos.Column)
		}
	case err != nil:
		log.Error("seed not loaded again", "error", err)
	default:
		warn(seed, log)
		log.Info("seed loaded again", "file", from.text, "credentials", len(mock.Accounts()))
	}
}
