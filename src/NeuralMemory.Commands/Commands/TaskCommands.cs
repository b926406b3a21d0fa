using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using NeuralMemory.Numerics;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory task</c>: looks at tasks and checks them.</summary>
internal static class TaskCommands
{
    private const int MostEpisodes = 1000;

    public static Command Create(Terminal terminal) => new DocumentedCommand(
        "task", "List, show, check and preview tasks", "neuralmemory task list", "neuralmemory task preview copy --set length=5")
    {
        List(terminal), Show(terminal), Validate(terminal), Preview(terminal), TaskSampleCommand.Create(terminal),
        SchemaCommand.Create(terminal, "task", "tasks", TaskSchema.JsonSchema),
    };

    private static DocumentedCommand List(Terminal terminal)
    {
        Option<bool> json = Options.Json("Print a JSON array, for scripts");
        DocumentedCommand command = new("list", "List the tasks that names reach from here: the folder's own, then those of the program",
            "neuralmemory task list", "neuralmemory task list --json")
        { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ListedFile> files = ListedFile.Of(Library().Files);
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonArray([.. files.Select(file => TaskDocuments.Summary(file.Name, file.Path))]));
            else
                ListedFile.Print(terminal, "task", files, path => Describe(terminal, path));
            return ExitCodes.Done;
        });
        return command;
    }

    private static DocumentedCommand Show(Terminal terminal)
    {
        Argument<string> name = TaskArgument();
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("show", "Show what a task is",
            "neuralmemory task show copy", "neuralmemory task show tasks/copy.yaml --json")
        { name, json };
        command.SetAction(parsed =>
        {
            TaskDefinition task = Load(parsed.GetRequiredValue(name));
            if (parsed.GetValue(json))
                Json.Write(terminal, TaskDocuments.Whole(task));
            else
                Print(terminal, task);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Terminal terminal, TaskDefinition task)
    {
        TextWriter output = terminal.Out;
        terminal.WriteWords(terminal.Paint($"{Quoted.Harmless(task.Name)} (version {task.Version})", TextColor.Bold)
            + (task.Description is { } text ? $": {Quoted.Harmless(text)}" : ""), indent: 2);
        if (task.Source is { } source)
            terminal.WriteWords($"source:     {Quoted.Harmless(source)}", indent: 12);
        terminal.WriteWords($"file:       {Quoted.Harmless(task.File)}", indent: 12);
        if (task.Parameters.Count > 0)
            terminal.WriteWords($"parameters: {Readable.Parameters(task)}", indent: 12);
        if (task.Corpus is { } corpus)
            terminal.WriteWords($"corpus:     {Readable.Corpus(corpus)}", indent: 12);
        terminal.WriteWords($"inputs:     {Channels(task.Inputs)}", indent: 12);
        terminal.WriteWords($"targets:    {Channels(task.Targets)}", indent: 12);
        terminal.WriteWords($"loss:       {string.Join(", ", task.Losses.Select(loss => $"{loss.Channel.Name} {loss}"))}", indent: 12);
        if (task.Feedback is { } feedback)
            terminal.WriteWords($"feedback:   {feedback.Answer.Channel.Name} comes back in {feedback.Input.Name}; "
                + $"a free answer has at most {feedback.Longest} steps, beam {feedback.Beam}", indent: 12);
        terminal.WriteWords($"steps:      {task.MinLength}{(task.MinLength == task.MaxLength ? "" : $" to {task.MaxLength}")}", indent: 12);
        if (task.TrainsOtherwise)
            terminal.WriteWords("training:   differs from evaluations: see '--training' of 'task preview'", indent: 12);
        terminal.WriteWords($"metrics:    {string.Join(", ", task.Metrics)}", indent: 12);
        output.WriteLine();
        output.Write(Quoted.Harmless(task.Text.EndsWith('\n') ? task.Text : task.Text + "\n"));
    }

    private static DocumentedCommand Validate(Terminal terminal)
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Task files, or names of tasks",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = Options.Json("Print a JSON array with each file and its problems, for scripts");
        DocumentedCommand command = new("validate", "Check tasks, also by making episodes at the extremes of their parameters",
            "neuralmemory task validate tasks/copy.yaml", "neuralmemory task validate tasks/*.yaml")
        { files, json };
        command.SetAction(parsed =>
        {
            ValidationReport report = new(terminal, parsed.GetValue(json));
            foreach (string file in parsed.GetRequiredValue(files))
            {
                Diagnostics diagnostics = new();
                TaskDefinition? task = Library().Load(file, SourceMark.WholeFile(file), diagnostics);
                report.Add(task?.File ?? file, task is null ? new(diagnostics.Items, null, null) : TaskValidator.Check(task));
            }

            return report.Finish();
        });
        return command;
    }

    private static DocumentedCommand Preview(Terminal terminal)
    {
        Argument<string> name = TaskArgument();
        Option<string[]> set = Options.Set("Give a parameter another value", "length=5");
        Option<long?> seed = Options.Whole("--seed", "Which episodes: any whole number; 1 if not given");
        Option<long?> episodes = Options.Whole("--episodes", "How many episodes; 1 if not given", 1, MostEpisodes);
        Option<bool> training = new("--training") { Description = "As training draws and scores them, where evaluations do otherwise" };
        Option<string?> svg = new("--svg") { HelpName = "FILE", Description = "Draw the first of the episodes to this SVG file instead" };
        Option<bool> json = Options.Json("Print a JSON document with the numbers, for scripts");
        DocumentedCommand command = new("preview", "Draw episodes of a task: inputs, targets and what is recalled",
            "neuralmemory task preview copy", "neuralmemory task preview copy --set length=5 --seed 3 --episodes 2",
            "neuralmemory task preview copy --svg copy.svg", "neuralmemory task preview copy --json")
        { name, set, seed, episodes, training, svg, json };
        command.SetAction(parsed =>
        {
            PictureName.Expect("--svg", parsed.GetValue(svg));
            Diagnostics diagnostics = new();
            YamlMapping parameters = new(new SourceMark("--set", 1, 1));
            foreach (string assignment in parsed.GetValue(set) ?? [])
                YamlOverride.Apply(parameters, assignment, diagnostics);
            diagnostics.ThrowIfAny();
            TaskDefinition task = Changed(Load(parsed.GetRequiredValue(name)), parameters, parsed.GetValue(training));
            EpisodeSampler sampler = new(task);
            StreamKey stream = StreamKey.FromSeed(parsed.GetValue(seed) ?? 1).Split("preview");
            IEnumerable<Episode> drawn = Enumerable.Range(0, (int)(parsed.GetValue(episodes) ?? 1)).Select(i => sampler.Draw(stream, i));
            if (parsed.GetValue(svg) is { } file)
                AtomicFile.WriteText(file, EpisodePicture.Draw(EpisodeSketches.Of(sampler.Draw(stream, 0))));
            if (parsed.GetValue(json))
            {
                Json.WriteLine(terminal, new JsonObject
                {
                    ["task"] = task.Name,
                    ["inputs"] = TaskDocuments.Channels(task.Inputs),
                    ["targets"] = TaskDocuments.Channels(task.Targets),
                    ["episodes"] = new JsonArray([.. drawn.Select(TaskDocuments.Episode)]),
                });
                return ExitCodes.Done;
            }

            if (parsed.GetValue(svg) is { } picture)
            {
                terminal.Out.WriteLine($"picture of the episode: {picture}");
                return ExitCodes.Done;
            }

            TaskPreviewOptions options = new() { Width = terminal.Width, Colors = terminal.Colors };
            foreach (string line in drawn.SelectMany(episode => TaskPreview.Render(episode, options).Split('\n')))
                terminal.WriteWords(line, indent: 2);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>
    /// The task with other parameters: as an evaluation of what the task itself trains would feed it, unless the channels change, which
    /// only training can have, or that was asked for.
    /// </summary>
    private static TaskDefinition Changed(TaskDefinition task, YamlMapping parameters, bool isTraining)
    {
        if (!isTraining && task.ForEvaluation(parameters, new Diagnostics()) is { } evaluated)
            return evaluated;
        Diagnostics diagnostics = new();
        TaskDefinition? trained = task.ForTraining(parameters, diagnostics);
        diagnostics.ThrowIfAny();
        return trained!;
    }

    private static Argument<string> TaskArgument()
    {
        Argument<string> argument = new("NAME")
        {
            // Or else the help would list every task in its place.
            HelpName = "NAME",
            Description = "A task that 'task list' has, or the path of a task's file",
        };
        argument.CompletionSources.Add(_ => Library().Files.Keys.Select(name => new CompletionItem(name)));
        return argument;
    }

    private static TaskLibrary Library() => new(Environment.CurrentDirectory);

    private static TaskDefinition Load(string name)
    {
        Diagnostics diagnostics = new();
        TaskDefinition? task = Library().Load(name, SourceMark.WholeFile("task"), diagnostics);
        diagnostics.ThrowIfAny();
        return task!;
    }

    private static string Describe(Terminal terminal, string file) => TaskDefinition.Load(file, new Diagnostics()) is { } task
        ? task.Description ?? ""
        : $"not valid: see '{terminal.Program} task validate'";

    private static string Channels(ChannelLayout layout) =>
        string.Join(", ", layout.Items.Select(
            channel => channel.Symbols is { } symbols ? $"{channel.Name} ({symbols} symbols)" : $"{channel.Name} ({channel.Width})"));
}
