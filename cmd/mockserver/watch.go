package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"mockserver/seeds"
	"mockserver/server"
)

// glance is how often the seed file is looked at.
const glance = time.Second

// mostHashed is the greatest file whose content is looked at every time, in bytes. Of a larger one, time and size decide
// whether it is.
const mostHashed = 8 << 20

// mark is one state of a file: its content decides.
type mark struct {
	content [sha256.Size]byte
	info    fs.FileInfo
}

func markOf(content []byte) mark { return mark{content: sha256.Sum256(content)} }

// errEmpty is a file that somebody is about to write: a seed that says nothing has no credentials either.
var errEmpty = errors.New("it is empty")

// look reads a file when it may have changed since it was looked at before. Anything but a regular file is an error, and
// is not opened: a pipe would hold up the watch for ever.
func look(path string, before mark) (content []byte, now mark, err error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, before, err
	case !info.Mode().IsRegular():
		return nil, before, errors.New("it is no regular file")
	case info.Size() == 0:
		return nil, before, errEmpty
	}
	if before.info != nil && info.Size() > mostHashed && os.SameFile(before.info, info) && before.info.ModTime().Equal(info.ModTime()) && before.info.Size() == info.Size() {
		return nil, before, nil
	}
	content, err = os.ReadFile(path) //nolint:gosec // the path is the user's own setting
	if err != nil {
		return nil, before, err
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, before, errEmpty
	}
	now = markOf(content)
	now.info = info
	return content, now, nil
}

// watch loads the seed file again whenever its content has changed and stayed the same for two looks, until the context
// ends. before is the content that was loaded. What is wrong with it is logged, and everything stays as it was.
func watch(ctx context.Context, mock *server.Server, from value, before mark, log *slog.Logger) {
	if _, embedded := seeds.Embedded(from.text); embedded {
		log.Warn("nothing to watch: the seed is built in", "seed", from.text)
		return
	}
	ticker := time.NewTicker(glance)
	defer ticker.Stop()
	w := watcher{from: from, loaded: before, seen: before, log: log}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if content := w.changed(); content != nil {
			reload(mock, from, content, log)
		}
	}
}

// watcher remembers what it has seen of a file.
type watcher struct {
	from         value
	loaded, seen mark
	problem      string // why it cannot be watched at the moment, empty when it can
	log          *slog.Logger
}

// changed returns the content of the file when it differs from what was loaded and is as it was at the last look.
func (w *watcher) changed() []byte {
	content, now, err := look(w.from.text, w.seen)
	w.report(err)
	if err != nil {
		return nil
	}
	again := now.content == w.seen.content
	w.seen = now
	if !again || now.content == w.loaded.content {
		return nil
	}
	if content == nil { // of a large file that has not changed since the last look
		if content, err = os.ReadFile(w.from.text); err != nil || markOf(content).content != now.content {
			return nil
		}
	}
	w.loaded = now
	return content
}

// report logs when the file cannot be watched, once, and when it can again.
func (w *watcher) report(err error) {
	problem := ""
	if err != nil {
		problem = err.Error()
	}
	if problem == w.problem {
		return
	}
	w.problem = problem
	if problem != "" {
		w.log.Warn("the seed file is not watched as it is now; it will be when it is a readable file again", "file", w.from.text, "reason", problem)
		return
	}
	w.log.Info("the seed file is watched again", "file", w.from.text)
}

func reload(mock *server.Server, from value, content []byte, log *slog.Logger) {
	seed := seeds.Parse(from.text, content)
	err := mock.Load(seed)
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
