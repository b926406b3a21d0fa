using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>
/// What a run's page shows besides what the table of runs does; what cannot be read of it is a sentence, and the rest is there.
/// </summary>
internal sealed class RunDetails
{
    private readonly List<string> _problems = [];

    private RunDetails()
    {
    }

    /// <summary>The steps of its checkpoints, in order.</summary>
    public IReadOnlyList<long> Checkpoints { get; private init; } = [];

    /// <summary>The best of them; null where nothing says.</summary>
    public long? Best { get; private init; }

    /// <summary>Its evaluations, by step and name.</summary>
    public IReadOnlyList<Evaluation> Evaluations { get; private init; } = [];

    /// <summary>The resolved config; null where it cannot be read.</summary>
    public string? Config { get; private init; }

    /// <summary>The task's definition; null where it cannot be read.</summary>
    public string? Task { get; private init; }

    /// <summary>The command that began it; null where it cannot be read.</summary>
    public string? Command { get; private init; }

    /// <summary>What cannot be read, a sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads them.</summary>
    /// <param name="run">The run.</param>
    public static RunDetails Of(RunFacts run)
    {
        if (!RunDirectory.IsRun(run.Path))
            return new();
        RunDetails reader = new();
        try
        {
            using RunDirectory directory = RunDirectory.Open(run.Path);
            RunDetails details = new()
            {
                Checkpoints = reader.Try(() => directory.Checkpoints().List()) ?? [],
                Best = reader.Try(() => directory.Checkpoints().Best()),
                Evaluations = reader.Try(directory.Evaluations.Read) ?? [],
                Config = reader.Try(directory.ReadConfig),
                Task = reader.Try(() => File.Exists(directory.TaskPath) ? directory.ReadTask() : null),
                Command = reader.Try(() => File.Exists(directory.CommandPath) ? File.ReadAllText(directory.CommandPath).Trim() : null),
            };
            details._problems.AddRange(reader._problems);
            return details;
        }
        catch (RunException exception)
        {
            reader._problems.Add(exception.Message);
            return reader;
        }
    }

    private T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (RunException exception)
        {
            _problems.Add(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add("a file went while it was read; load the page again");
        }

        return default;
    }
}
