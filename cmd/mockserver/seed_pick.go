package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pickSeed settles which seed it is: that of the seed setting, or else the one in the seed directory, or else the default
// one. The directory is for images, which are given their seed by a mount and nothing else.
func pickSeed(o *options) (value, error) {
	if o.seed.source != "default" || o.seedDir.text == "" {
		return o.seed, nil
	}
	entries, err := os.ReadDir(o.seedDir.text)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return o.seed, fmt.Errorf("%s: seed_dir: %w", o.seedDir.source, err)
	}
	var found []string
	for _, entry := range entries {
		switch extension := strings.ToLower(filepath.Ext(entry.Name())); {
		case strings.HasPrefix(entry.Name(), "."):
		case slices.Contains([]string{".yaml", ".yml", ".json"}, extension):
			found = append(found, filepath.Join(o.seedDir.text, entry.Name()))
		case !entry.IsDir():
			o.passedOver = append(o.passedOver, entry.Name())
		}
	}
	switch len(found) {
	case 0:
		return o.seed, nil
	case 1:
		return value{found[0], o.seedDir.source}, nil
	default:
		return o.seed, fmt.Errorf("%s: seed_dir: one seed is loaded, and here are %d: %s; name one of them with MOCKSERVER_SEED", o.seedDir.source, len(found), strings.Join(found, ", "))
	}
}
