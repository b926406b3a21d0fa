using NeuralMemory.Yaml;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>training.curriculum</c>.</summary>
internal static class CurriculumSchema
{
    private static readonly CurriculumConfig Usual = new();

    public static ConfigValue<CurriculumConfig?> Root => OptionalSection(Kinds, "all that is trained, from the beginning", Usual);

    private static Variants<CurriculumConfig> Kinds => new Variants<CurriculumConfig>(c => YamlValues.NameOf(c.Kind))
        .Kind("threshold", Usual, Look(Metric(Increment(Start))))
        .Kind("doubling", Usual with { Kind = CurriculumKind.Doubling }, Look(Metric(Start)))
        .Kind("linear", Usual with { Kind = CurriculumKind.Linear }, Look(Increment(Start)
            .Key("every", Long(1), c => c.Every, (c, v) => c with { Every = v }, "Steps of a level")))
        .Kind("lessons", Usual with { Kind = CurriculumKind.Lessons, LookBack = 0.1 }, Look(Metric(new Section<CurriculumConfig>()
            .Key("lessons", List(Named(NumberOrRange, "parameter of the task")), c => c.Lessons, (c, v) => c with { Lessons = v },
                "What parameters are drawn from, lesson by lesson; one that is not named has its whole range", required: true))));

    private static Section<CurriculumConfig> Start => new Section<CurriculumConfig>()
        .Key("start", Named(Number(Bounds.None), "parameter of the task"), c => c.Start, (c, v) => c with { Start = v },
            "The highest values of the first level; they rise together to the ends of the ranges that are trained", required: true)
        .Key("draw", Choice<CurriculumDraw>(), c => c.Draw, (c, v) => c with { Draw = v },
            "Whether to draw from the low end of the range to the highest value of the level, or this value alone");

    private static Section<CurriculumConfig> Increment(Section<CurriculumConfig> section) => section
        .Key("increment", Number(Bounds.Positive), c => c.Increment, (c, v) => c with { Increment = v },
            "What a level adds to the highest values");

    private static Section<CurriculumConfig> Metric(Section<CurriculumConfig> section) => section
        .Key("metric", new MetricNameValue(), c => c.Metric, (c, v) => c with { Metric = v },
            "The metric, of the sequences of the level as they are trained, that ends a level")
        .Key("below", Optional(Number(Bounds.None), "`above` is the bound"), c => c.Below, (c, v) => c with { Below = v },
            "The bound that it must be below")
        .Key("above", Optional(Number(Bounds.None), "`below` is the bound"), c => c.Above, (c, v) => c with { Above = v },
            "The bound that it must be above, for metrics that are the better the higher they are")
        .Key("window", Integer(1), c => c.Window, (c, v) => c with { Window = v },
            "Sequences of the level that it is averaged over");

    private static Section<CurriculumConfig> Look(Section<CurriculumConfig> section) => section
        .Key("look_back", Number(Bounds.Fraction), c => c.LookBack, (c, v) => c with { LookBack = v },
            "The share of sequences that come from earlier levels")
        .Key("whole", Number(Bounds.Fraction), c => c.Whole, (c, v) => c with { Whole = v },
            "The share of sequences that come from all that is trained, whatever the level");
}
