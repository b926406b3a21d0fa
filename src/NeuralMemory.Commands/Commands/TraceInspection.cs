using System.Text.Json.Nodes;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What <c>inspect</c> does with an episode that was traced already: a file of <c>trace</c>, or a list of such files.</summary>
/// <param name="First">The first step of the part to draw; null for the first of all.</param>
/// <param name="Steps">How many steps to draw; null for all.</param>
/// <param name="View">How to draw it; null for over time.</param>
/// <param name="Output">Where the picture goes; null beside the trace where no page is asked for.</param>
/// <param name="Page">Where the offline page goes; null for none.</param>
/// <param name="IsJson">Whether a JSON document is printed.</param>
internal sealed record TraceInspection(long? First, long? Steps, string? View, string? Output, string? Page, bool IsJson)
{
    public const string MemoryWord = "memory";

    /// <summary>After which step the memory is drawn; null for the last one before the last phase.</summary>
    public int? At { get; init; }

    private static readonly string[] Lists = [".yaml", ".yml"];

    /// <summary>Whether a name is that of a trace or of a list of them, and not of a run.</summary>
    public static bool Takes(string path) => !Directory.Exists(path)
        && (IsTrace(path) || Lists.Contains(Path.GetExtension(path).ToLowerInvariant()));

    /// <summary>Draws it.</summary>
    public int Run(Terminal terminal, string path)
    {
        EpisodePageFile.Expect(Page);
        if (IsTrace(path))
            Inspect(terminal, path);
        else
            Collect(terminal, path);
        return ExitCodes.Done;
    }

    private static bool IsTrace(string path) => Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase);

    private void Inspect(Terminal terminal, string path)
    {
        if (View is not (null or MemoryWord or "episode"))
            throw new InvalidInputException(SourceMark.WholeFile("--view"),
                "maps are drawn of runs; a trace is drawn as episode or memory");
        if (At is not null && View != MemoryWord)
            throw new InvalidInputException(SourceMark.WholeFile("--at"), "it is a step of the memory; '--view memory' draws that");
        PictureName.Expect("--out", Output);
        string? picture = Output ?? (Page is null || View is not null ? Path.ChangeExtension(path, ".svg") : null);
        string? numbers = picture is null || View == MemoryWord ? null : Path.ChangeExtension(picture, ".csv");
        if (picture is not null && picture == numbers)
            throw new InvalidInputException(SourceMark.WholeFile("--out"),
                $"{Quoted.Text(picture)} is where the numbers of the picture go; "
                + $"name the picture, such as {Quoted.Text(Path.ChangeExtension(picture, ".svg"))}");
        EpisodeTrace trace = Part(TraceReader.Read(path));
        if (picture is not null && numbers is not null)
            EpisodeView.Write([InspectionView.Of(trace)], picture, numbers);
        else if (picture is not null)
            AtomicFile.WriteText(picture, MemoryPicture.Draw(trace, AtStep.Of(trace, At)));
        if (Page is not null)
            EpisodePageFile.Write(Page, trace);
        EpisodeRecording recording = trace.Recording;
        if (IsJson)
        {
            Json.Write(terminal, new JsonObject
            {
                ["machine"] = trace.Machine,
                ["task"] = trace.Task,
                ["episode"] = trace.Episode,
                ["pokes"] = new JsonArray([.. trace.Pokes.Select(poke => JsonValue.Create(poke))]),
                ["steps"] = recording.Steps,
                ["wrong"] = recording.WrongAnswers,
                ["scored"] = recording.ScoredAnswers,
                ["unit"] = recording.Unit,
                ["picture"] = picture,
                ["numbers"] = numbers,
                ["page"] = Page,
            });
            return;
        }

        terminal.WriteWords($"{trace.Name}: {trace.Machine}", indent: 2);
        // What was poked has colons of its own.
        terminal.WriteWords($"{trace.TaskAndPokes}{(trace.Pokes.Count == 0 ? ":" : ";")} {Readable.Count(recording.WrongAnswers)} of "
            + $"{Readable.Count(recording.ScoredAnswers)} {recording.Unit} wrong", indent: 2);
        foreach ((string what, string? file) in ((string, string?)[])[("picture", picture), ("numbers", numbers), ("page", Page)])
            if (file is not null)
                terminal.WriteWords($"{what}: {file}", indent: 9);
    }

    private EpisodeTrace Part(EpisodeTrace trace)
    {
        if (First >= trace.Steps)
            throw new InvalidInputException(SourceMark.WholeFile("--first"),
                $"there is no step {First}; the episode has steps 0 to {trace.Steps - 1}");
        int first = (int)(First ?? 0);
        return trace.Part(first, (int)Math.Min(Steps ?? int.MaxValue, trace.Steps - first));
    }

    private void Collect(Terminal terminal, string path)
    {
        if (Page is null)
            throw new InvalidInputException(SourceMark.WholeFile("--page"),
                $"{Quoted.Text(path)} is a list of traces, which makes a page; say where it goes, as in --page index.html");
        foreach ((string option, bool isGiven) in ((string, bool)[])[("--first", First is not null), ("--steps", Steps is not null),
            ("--at", At is not null), ("--view", View is not null), ("--out", Output is not null)])
            if (isGiven)
                throw new InvalidInputException(
                    SourceMark.WholeFile(option), "a list of traces makes a page, on which all steps can be seen");
        EpisodeSource source = EpisodeList.Read(path);
        EpisodePageFile.Write(Page, source);
        if (IsJson)
            Json.Write(terminal, new JsonObject { ["page"] = Page, ["episodes"] = source.Episodes.Count });
        else
            terminal.WriteWords($"page: {Page}, of {Readable.Count(source.Episodes.Count)} "
                + (source.Episodes.Count == 1 ? "episode" : "episodes"), indent: 6);
    }
}
