using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>Seeds of reproductions, made up.</summary>
internal static class Seeds
{
    public const string Metric = "bits_per_sequence";

    public static SeedOutcome Done(long seed, double final, long? solved = null, params double[] grid) => new()
    {
        Seed = seed,
        State = RunState.Done,
        Steps = 1000,
        Sequences = 1000,
        Seconds = 10,
        Solved = solved is { } at ? new(at, at, at / 100.0) : null,
        Final = At("final", final),
        Grid = [.. grid.Select((value, i) => At($"grid_{i}", value))],
        Curve = [new(100, 50), new(200, final)],
    };

    public static SeedOutcome Of(long seed, RunState? state, params double[] curve) => new()
    {
        Seed = seed,
        State = state,
        Curve = [.. curve.Select((value, i) => new CurvePoint(100 * (i + 1), value))],
    };

    public static ReproductionOutcome Outcome(PublishedFigure published, params SeedOutcome[] seeds) =>
        new() { Name = "copy", Published = published, Seeds = seeds, Budget = 1000 };

    private static Evaluation At(string name, double value) => new()
    {
        Name = name,
        Step = 1000,
        Sequences = 1000,
        Parameters = [],
        Episodes = 8,
        Metrics = [new(Metric, value)],
    };
}
