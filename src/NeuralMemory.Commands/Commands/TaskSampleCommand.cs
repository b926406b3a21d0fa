using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Exports;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory task sample</c>: the very episodes that training and evaluations see, as a file.</summary>
internal static class TaskSampleCommand
{
    private const int MostEpisodes = 10_000_000;

    private static readonly string[] Splits = ["train", "evaluation", "test"];

    public static DocumentedCommand Create(Terminal terminal)
    {
        Argument<string> subject = new("NAME")
        {
            HelpName = "NAME",
            Description = "The name or file of a task or a config, or the folder of a run",
        };
        subject.CompletionSources.Add(
            _ => new TaskLibrary(Environment.CurrentDirectory).Files.Keys.Select(name => new CompletionItem(name)));
        Option<long?> episodes = Options.Whole("--episodes", "How many episodes; 64 if not given", 1, MostEpisodes);
        Option<long?> first = Options.Whole("--first", "The number of the first episode; 0 if not given", 0, long.MaxValue - MostEpisodes);
        Option<string> output = new("--out")
        {
            HelpName = "FILE",
            Description = "Where they go: arrays to a file .npz, lines to a file .jsonl",
            Required = true,
        };
        Option<string[]> set = Options.Set("Give a parameter of the task another value", "length=5");
        Option<long?> seed = Options.Whole(
            "--seed", "The seed of the training, or the root of the held-out episodes; the config's if not given");
        Option<string> split = new("--split")
        {
            HelpName = string.Join('|', Splits),
            Description = "Which episodes: those trained on, those looked at while training, or those measured at its end",
            DefaultValueFactory = _ => Splits[0],
        };
        Option<long?> level = Options.Whole("--level", "With a curriculum, the level that training is at; 1 if not given", 1);
        Option<bool> json = Options.Json("Print a JSON document about the file, for scripts");
        DocumentedCommand command = new("sample", "Write the very episodes that training and evaluations see to a file",
            "neuralmemory task sample copy --episodes 256 --out copy.npz",
            "neuralmemory task sample configs/ntm-copy.yaml --split evaluation --set length=20 --out held-out.jsonl",
            "neuralmemory task sample results/ntm-copy-seed1 --split test --episodes 64 --out test.npz")
        { subject, episodes, first, output, set, seed, split, level, json };
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(output);
            EpisodeFile.ExpectPlace("--out", file);
            SampleRequest request = new(
                parsed.GetRequiredValue(subject), SplitOf(parsed.GetRequiredValue(split)), parsed.GetValue(set) ?? [],
                parsed.GetValue(seed), (int?)parsed.GetValue(level));
            EpisodeSource source = request.Open();
            int count = (int)(parsed.GetValue(episodes) ?? 64);
            long from = parsed.GetValue(first) ?? 0;
            EpisodeLayout layout = EpisodeLayout.Of([source], from, count);
            EpisodeFile.Write(file, layout, add =>
            {
                foreach (EpisodeNumbers episode in source.Draw(from, count))
                    add(episode);
            });
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(source.Task, file, from, count, layout));
            else
                terminal.WriteWords($"{Readable.Count(count)} {(count == 1 ? "episode" : "episodes")} of {source.Task.Name}, "
                    + $"the longest of {Readable.Count(layout.Length)} {(layout.Length == 1 ? "step" : "steps")}: {file}", indent: 2);
            return ExitCodes.Done;
        });
        return command;
    }

    private static EpisodeSplit SplitOf(string name) => Array.IndexOf(Splits, name) is >= 0 and var index
        ? (EpisodeSplit)index
        : throw new InvalidInputException(SourceMark.WholeFile("--split"),
            $"there are no episodes {Quoted.Text(name)}{NearestName.Hint(name, Splits)}");

    private static JsonObject Document(TaskDefinition task, string file, long first, int count, EpisodeLayout layout) => new()
    {
        ["task"] = task.Name,
        ["file"] = file,
        ["first"] = first,
        ["episodes"] = count,
        ["steps"] = layout.Length,
        ["inputs"] = TaskDocuments.Channels(task.Inputs),
        ["targets"] = TaskDocuments.Channels(task.Targets),
    };
}
