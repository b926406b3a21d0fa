using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>published</c>.</summary>
internal static class PublishedSchema
{
    private static readonly Bounds Share = new(0, 1);

    public static Section<PublishedFigure> Root { get; } = new Section<PublishedFigure>()
        .Key("source", Text, p => p.Source, (p, v) => p with { Source = v },
            "Where it was published", required: true)
        .Key("metric", Text, p => p.Metric, (p, v) => p with { Metric = v },
            "The metric of evaluations that the figure is of")
        .Key("value", Number(Bounds.None), p => p.Value, (p, v) => p with { Value = v },
            "The paper's figure", required: true)
        .Key("tolerance", Number(new(0, double.PositiveInfinity)), p => p.Tolerance, (p, v) => p with { Tolerance = v },
            "How far from it the median over the seeds still reproduces it")
        .Key("result", Choice<PublishedResult>(), p => p.Result, (p, v) => p with { Result = v },
            "Whether the paper's machine comes to the figure, or fails to, as a baseline does that the paper improves on")
        .Key("parameters", Optional(Long(1), "not said"), p => p.Parameters, (p, v) => p with { Parameters = v },
            "The parameters of the paper's machine")
        .Key("sequences", Optional(Long(1), "not said"), p => p.Sequences, (p, v) => p with { Sequences = v },
            "How many training sequences the paper's machine took")
        .Key("note", Text, p => p.Note, (p, v) => p with { Note = v },
            "What else is to be known, such as why the machines differ")
        .Key("solved", Optional(Number(Share), "no expectation"), p => p.Solved, (p, v) => p with { Solved = v },
            "The share of the seeds that we expect to be solved")
        .Key("within", Optional(Long(1), "no expectation"), p => p.Within, (p, v) => p with { Within = v },
            "The training sequences within which we expect the median seed to be solved")
        .Key("contrast", OptionalSection(Contrast, "no expectation", new ExpectedContrast()),
            p => p.Contrast, (p, v) => p with { Contrast = v },
            "The config that learns this worse, as the paper claims")
        .Key("expect", List(Expectation, new Expectation()), p => p.Expect, (p, v) => p with { Expect = v },
            "What we expect of the median over the seeds when training has ended");

    private static Section<ExpectedContrast> Contrast => new Section<ExpectedContrast>()
        .Key("with", Text, c => c.With, (c, v) => c with { With = v },
            "The name of its file, which is in the same folder", required: true)
        .Key("times", Number(new(1, double.PositiveInfinity)), c => c.Times, (c, v) => c with { Times = v },
            "Its median seed takes at least so many times the sequences to be solved, or is not solved");

    private static Section<Expectation> Expectation => new Section<Expectation>()
        .Key("at", Named(Number(Bounds.None), "axis of the grid"), e => e.At, (e, v) => e with { At = v },
            "The point of the grid; nothing for the final evaluation")
        .Key("metric", OptionalText("that of the figure"), e => e.Metric, (e, v) => e with { Metric = v },
            "Which metric it is about")
        .Key("at_most", Optional(Number(Bounds.None), "`at_least` is the bound"), e => e.AtMost, (e, v) => e with { AtMost = v },
            "What it must not be above")
        .Key("at_least", Optional(Number(Bounds.None), "`at_most` is the bound"), e => e.AtLeast, (e, v) => e with { AtLeast = v },
            "What it must not be below, for metrics that are the better the higher they are");
}
