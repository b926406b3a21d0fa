namespace NeuralMemory.Reports.Tests;

/// <summary>A figure of each kind.</summary>
internal static class SampleFigures
{
    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["learning-curves"] = new LineFigure("ntm on copy", "bits per sequence on selection episodes: median and quartiles",
            new("training sequences") { From = 0 }, new("bits per sequence") { IsLogarithmic = true },
            [
                new("rate 1e-4", [new(1000, 80), new(5000, 40), new(10_000, 2), new(20_000, 0.02)])
                {
                    Remark = "n = 3",
                    Statistic = "median",
                    BandEnds = ("first_quartile", "third_quartile"),
                    Band = [new(1000, 75, 82), new(5000, 30, 60), new(10_000, 0.5, 30), new(20_000, 0, 1)],
                    Threads = [.. ((double[])[1, 0.8, 1.2]).Select((share, i) =>
                        new FigureThread($"seed {i + 1}", [new(1000, 80 * share), new(10_000, 2 * share)]))],
                },
                new("rate 1e-3", [new(1000, 60), new(5000, double.NaN), new(10_000, double.PositiveInfinity)])
                {
                    Style = 1,
                    Remark = "n = 2",
                    Band = [new(1000, 55, 65), new(10_000, 20, double.PositiveInfinity)],
                    Dots = [new(1000, 60)],
                },
            ])
        {
            References = [new(0.02, "published: 0.02")],
            Notes = ["Smoothed: no."],
        },
        ["generalisation"] = new LineFigure("ntm on copy", "at the end of training, median and quartiles of 3 seeds",
            new("length") { Marks = [10, 20, 50] }, new("wrong bits, %"),
            [
                new("ntm", [new(10, 0), new(20, 1), new(50, 20)]) { HasDots = true, HasBars = true, Band = [new(50, 10, 30)] },
                new("lstm", [new(10, 5), new(20, 30), new(50, 45)]) { HasDots = true, HasBars = true, Style = 1 },
            ])
        { Trained = new(1, 20, "training: 1 to 20") },
        ["heat-map"] = new HeatFigure("ntm on repeat-copy", "median of 3 seeds; outlined: what training met",
            new("length", ["10", "20"], [0]), new("repeats", ["1-5", "10", "20"], [0, 1]), "wrong bits, %", [0, 12.5, 50, double.NaN, double.PositiveInfinity, 2])
        { Most = 50 },
        ["time-to-solution"] = new SolveFigure("Time to solution", "solved: bits_per_sequence below 0.1 in 3 evaluations running",
            new("training sequences"),
            [
                new("rate 1e-4",
                [
                    new("seed 1", 9000, true), new("seed 2", 9000, true), new("seed 3", 12_000, true), new("seed 4", 30_000, false),
                    new("seed 5", 21_000, true),
                ]),
                new("rate 1e-3", [new("seed 1", 30_000, false), new("seed 2", 30_000, false), new("seed 3", 5000, true)]) { Style = 1 },
                new("rate 1", []) { Style = 2 },
            ]),
        ["panels"] = new PanelFigure("Learning curves", "thin: the seeds",
        [
            new("copy", "", new("sequences") { IsLogarithmic = true }, new("errors"), [new("ntm", [new(10, 5), new(100, 0)])]),
            new("recall", "", new("sequences"), new("errors"),
                [new("ntm", [new(10, 5), new(100, 1)]), new("gru", [new(10, 5)]) { Style = 1 }]),
        ]),
    };
}
