using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>A reproduction of two seeds, made up.</summary>
internal static class Sample
{
    public static ReproductionOutcome Outcome { get; } = new()
    {
        Name = "copy-ntm",
        Description = "Copy by an NTM.",
        Settings = "machine { kind: ntm }, batch 1",
        SolvedWhen = "bits_per_sequence below 1 in 2 consecutive evaluations",
        Published = new()
        {
            Source = "Somebody 2014, figure 3",
            Value = 0,
            Tolerance = 0.5,
            Parameters = 67561,
            Sequences = 200000,
            Note = "Read off the figure.",
            Solved = 0.5,
            Within = 100,
        },
        Parameters = 62536,
        Budget = 60000,
        Axes =
        [
            new("length", [new(10, 10), new(20, 20)], 1, 10),
            new("repeats", [new(1, 5), new(20, 20)], 1, 10),
        ],
        Seeds =
        [
            new()
            {
                Seed = 1,
                State = RunState.Done,
                Reason = "solved",
                Steps = 3000,
                Sequences = 3000,
                Seconds = 12.5,
                Solved = new(3000, 3000, 12),
                Final = At("final", 0.25, 0),
                Grid = [At("a", 0.25, 0), At("b", 1, 0.5), At("c", 30, 12.5), At("d", 80, 50)],
                Curve = [new(1000, 60), new(2000, 10), new(3000, 0.25)],
            },
            new()
            {
                Seed = 2,
                State = RunState.Diverged,
                Reason = "the loss of step 1501 is not finite",
                Steps = 1500,
                Sequences = 1500,
                Seconds = 6,
                Curve = [new(1000, 62)],
            },
        ],
        Processors = ["Some CPU"],
    };

    /// <summary>The same, of which it is claimed that another config, not solved within 9,000 sequences, is worse.</summary>
    public static ReproductionOutcome Contrasted { get; } = Outcome with
    {
        Published = Outcome.Published with { Contrast = new() { With = "copy-lstm", Times = 3 } },
        Seeds = [Outcome.Seeds[0], Outcome.Seeds[0] with { Seed = 2, Solved = null }],
        Other = Outcome with
        {
            Name = "copy-lstm",
            Budget = 9000,
            Seeds =
            [
                new() { Seed = 1, State = RunState.Done, Sequences = 9000, Curve = [new(1000, 62), new(9000, 40)] },
                new() { Seed = 2, State = RunState.Done, Sequences = 9000, Curve = [new(1000, 61), new(9000, double.NaN)] },
            ],
        },
    };

    private static Evaluation At(string name, double bits, double wrong) => new()
    {
        Name = name,
        Step = 3000,
        Sequences = 3000,
        Parameters = [],
        Episodes = 64,
        Metrics = [new("bits_per_sequence", bits), new("wrong_bits_percent", wrong)],
    };
}
