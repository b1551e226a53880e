package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
)

// usageError says what was meant, perhaps, and which flags there are, when one was given wrongly.
func usageError(_ context.Context, command *cli.Command, err error, _ bool) error {
	unknown := regexp.MustCompile(`^flag provided but not defined: -+(.*)$`)
	flags := command.Root().Flags
	if command != command.Root() {
		flags = append(slices.Clone(command.Flags), flags...)
	}
	meant := ""
	if found := unknown.FindStringSubmatch(err.Error()); found != nil {
		meant = didYouMean(cli.SuggestFlag(flags, found[1], false))
	}
	var names []string
	for _, flag := range flags {
		if name := "--" + flag.Names()[0]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	parser := regexp.MustCompile(`strconv\.ParseU?[Ii]nt: parsing .*$`) // of a whole number, which is what counts are
	message := parser.ReplaceAllLiteralString(err.Error(), "accepted: a whole number that is not negative")
	return failure{fmt.Errorf("%s%s; accepted flags: %s", message, meant, strings.Join(names, ", ")), exitUsage}
}

// refuseArguments: the command takes none, so what is left is a command that does not exist, or a value without its flag.
func refuseArguments(_ context.Context, command *cli.Command) error {
	if !command.Args().Present() {
		return nil
	}
	argument := command.Args().First()
	if len(command.Commands) == 0 {
		return failure{fmt.Errorf("unknown argument %q; %s takes none; flags: mockserver --help", argument, command.Name), exitUsage}
	}
	meant := didYouMean(cli.SuggestCommand(command.Commands, argument))
	return failure{fmt.Errorf("unknown command or argument %q%s; commands: %s; flags: mockserver --help", argument, meant, commandNames(command)), exitUsage}
}

// missingCommand is the action of a command that does nothing without a further one.
func (p *program) missingCommand(_ context.Context, command *cli.Command) error {
	return failure{fmt.Errorf("%s: what to do is missing; commands: %s", command.Name, commandNames(command)), exitUsage}
}

func commandNames(command *cli.Command) string {
	visible := command.VisibleCommands()
	names := make([]string, len(visible))
	for i, c := range visible {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

func didYouMean(suggestion string) string {
	if suggestion == "" {
		return ""
	}
	return fmt.Sprintf(", did you mean %q?", suggestion)
}

// takes accepts so many arguments.
func takes(least, most int, what string) cli.ArgValidatorFunc {
	return func(_ context.Context, command *cli.Command) error {
		switch n := command.Args().Len(); {
		case n < least:
			return failure{fmt.Errorf("%s: missing: %s", command.Name, what), exitUsage}
		case n > most:
			return failure{fmt.Errorf("%s: %q is one argument too many", command.Name, command.Args().Get(most)), exitUsage}
		}
		return nil
	}
}

// oneWord accepts some words only.
func oneWord(words ...string) func(string) error {
	return func(word string) error {
		if slices.Contains(words, word) {
			return nil
		}
		return errors.New("accepted: " + strings.Join(words, ", "))
	}
}

// helped makes "help seed init" of what other tools understand by it: "seed init --help".
func helped(args []string) []string {
	if len(args) > 1 && args[1] == "help" {
		return append(append(args[:1:1], args[2:]...), "--help")
	}
	return args
}

// spelledOut gives the flags of settings that are true or false their value where it was left out: --watch is
// --watch=true, at the end, in front of another flag and in front of a command.
func (p *program) spelledOut(args []string) []string {
	switches, commands := map[string]bool{}, p.root()
	for _, s := range settings() {
		switches[s.flag()] = s.accepted == "false, true"
	}
	full := slices.Clone(args)
	for i, arg := range full {
		if switches[arg] && (i == len(full)-1 || strings.HasPrefix(full[i+1], "-") || commands.Command(full[i+1]) != nil) {
			full[i] += "=true"
		}
	}
	return full
}
