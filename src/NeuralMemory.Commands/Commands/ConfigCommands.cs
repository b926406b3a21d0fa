using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory config</c>: looks at configs and checks them.</summary>
internal static class ConfigCommands
{
    public static Command Create(Terminal terminal) => new DocumentedCommand(
        "config", "List, show and check configs", "neuralmemory config list", "neuralmemory config show configs/ntm-copy.yaml",
        "neuralmemory config validate configs/*.yaml")
    {
        ConfigListCommand.Create(terminal), Show(terminal), Validate(terminal),
        SchemaCommand.Create(terminal, "config", "configs", ConfigDocuments.JsonSchema),
    };

    private static DocumentedCommand Show(Terminal terminal)
    {
        Argument<string> config = ConfigArgument.One("A config's file, or its name");
        Option<string[]> set = Options.Set("Change a key", "training.steps=6000");
        Option<long?> seed = Options.Whole("--seed", "The root of all randomness of training, in place of the config's");
        Option<bool> comments = new("--comments") { Description = "Say what each key means" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("show", "Show a config with every key, defaults filled in",
            "neuralmemory config show configs/ntm-copy.yaml",
            "neuralmemory config show ntm-copy > mine.yaml",
            "neuralmemory config show configs/ntm-copy.yaml --set machine.memory.slots=256 --comments")
        { config, set, seed, comments, json };
        command.SetAction(parsed =>
        {
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(config), parsed.GetValue(set), parsed.GetValue(seed));
            if (parsed.GetValue(json))
                Json.Write(terminal, YamlDocument.ToJson(YamlReader.Read("config", experiment.ToYaml(), new Diagnostics())!)!);
            else if (parsed.GetValue(comments) && terminal.IsInteractive)
                WriteCommented(terminal, experiment.ToYaml(comments: true));
            else
                terminal.Out.Write(experiment.ToYaml(parsed.GetValue(comments)));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Prints YAML; a comment that a terminal has no room for goes on below itself, and the text is still the same YAML.</summary>
    private static void WriteCommented(Terminal terminal, string yaml)
    {
        const string mark = " # ";
        const int leastComment = 15;
        foreach (string line in yaml.TrimEnd('\n').Split('\n'))
        {
            int start = line.LastIndexOf(mark, StringComparison.Ordinal), room = terminal.Width - start - mark.Length;
            if (start < 0 || room < leastComment)
            {
                terminal.Out.WriteLine(line);
                continue;
            }

            string before = line[..start];
            foreach (string part in WrappedLine.Of(line[(start + mark.Length)..], room, indent: 0))
            {
                terminal.Out.WriteLine(before + mark + part);
                before = new(' ', start);
            }
        }
    }

    private static DocumentedCommand Validate(Terminal terminal)
    {
        Argument<string[]> configs = new("CONFIG")
        {
            Description = "Configs' files, or their names",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> set = Options.Set("Change a key of each of them before the check", "training.steps=6000");
        Option<bool> json = Options.Json("Print a JSON array with each file and its problems, for scripts");
        DocumentedCommand command = new("validate", "Check configs, their tasks included; every problem is listed",
            "neuralmemory config validate configs/ntm-copy.yaml", "neuralmemory config validate configs/*.yaml",
            "neuralmemory config validate configs/ntm-copy.yaml --set machine.memory.slots=256")
        { configs, set, json };
        command.SetAction(parsed =>
        {
            ValidationReport report = new(terminal, parsed.GetValue(json));
            foreach (string config in parsed.GetRequiredValue(configs))
            {
                try
                {
                    Warnings.Print(terminal, Experiment.Load(config, parsed.GetValue(set)));
                    report.Add(config, []);
                }
                catch (InvalidInputException invalid)
                {
                    report.Add(config, invalid.Diagnostics);
                }
            }

            return report.Finish();
        });
        return command;
    }
}
