using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Autodiff;
using NeuralMemory.Yaml;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Experiments;

/// <summary>The keys of <c>training</c>.</summary>
internal static class TrainingSchema
{
    public static Section<TrainingConfig> Root { get; } = new Section<TrainingConfig>()
        .Key("steps", Optional(Long(1), "as many as `sequences` needs"), t => t.Steps, (t, v) => t with { Steps = v },
            "Updates to make", mayChange: true)
        .Key("sequences", Optional(Long(1), "as many as `steps` needs"), t => t.Sequences, (t, v) => t with { Sequences = v },
            "Sequences to see", mayChange: true)
        .Key("set", Optional(Integer(1, 1 << 24), "every sequence is a new one"), t => t.Set, (t, v) => t with { Set = v },
            "How many different sequences training has: it goes through them again and again, each time in another order",
            cameLater: true)
        .Key("batch", Integer(1, 65536), t => t.Batch, (t, v) => t with { Batch = v },
            "Sequences of a step")
        .Key("shard", Integer(1, 65536), t => t.Shard, (t, v) => t with { Shard = v },
            "Sequences that the native engine computes in one piece, by one thread or several; the last bits of the results depend on it. "
            + "Where it is not written, it follows from `batch` alone: 4 for batches of 5 to 127, else 8")
        .Key("threads", Integer(0, 1024), t => t.Threads, (t, v) => t with { Threads = v },
            "Threads, 0 for all processors; never changes a bit of what the native engine computes", mayChange: true)
        .Key("engine", EngineSchema.Root, t => t.Engine, (t, v) => t with { Engine = v },
            "What computes", mayChange: true)
        .Key("loss", Choice<LossAverage>(), t => t.Loss, (t, v) => t with { Loss = v },
            "What the loss of a batch is averaged over: its target bits and symbols, or its sequences")
        .Key("truncate", Optional(Integer(1), "the whole sequence"), t => t.Truncate, (t, v) => t with { Truncate = v },
            "Through how many steps of a sequence its gradient goes back, at most: after so many it is cut, the state is carried on, and "
            + "the gradients of all parts are added up for one update; memory is that of so many steps",
            cameLater: true)
        .Key("recompute", Recompute, t => t.Recompute, (t, v) => t with { Recompute = v },
            "Whether a pass keeps all steps of a sequence, or the state before every so many-th step and computes the steps between once "
            + "more in the backward pass, which saves memory, takes time, and changes no bit; `auto` does so where the steps of a batch "
            + "would take more than 1 GB, or a quarter of the memory that there is", mayChange: true)
        .Key("optimizer", Optimizer, t => t.Optimizer, (t, v) => t with { Optimizer = v },
            "The optimizer")
        .Key("clip", OptionalSection(Clip, "no clipping", new ClipConfig()), t => t.Clip, (t, v) => t with { Clip = v },
            "How gradients are clipped: by `norm` or by `value`")
        .Key("schedule", Schedule, t => t.Schedule, (t, v) => t with { Schedule = v },
            "How the learning rate changes")
        .Key("curriculum", CurriculumSchema.Root, t => t.Curriculum, (t, v) => t with { Curriculum = v },
            "How training grows harder")
        .Key("report", Integer(1), t => t.Report, (t, v) => t with { Report = v },
            "Steps between two lines of training metrics")
        .Key("checkpoint", Checkpoint, t => t.Checkpoint, (t, v) => t with { Checkpoint = v },
            "What is kept to go on from", mayChange: true);

    private static ConfigValue<Recomputation> Recompute => new ScalarValue<Recomputation>(
        "either", "`auto`, `never` or an integer of at least 1",
        (YamlScalar scalar, out Recomputation value) =>
        {
            bool isNumber = scalar.TryInteger(out long number) && number is >= 1 and <= int.MaxValue;
            value = isNumber ? Recomputation.After((int)number) : scalar.Text == Never ? Recomputation.Never : Recomputation.Auto;
            return isNumber || scalar.Text is Auto or Never;
        },
        value => (value.Every is { } every ? every.ToString(CultureInfo.InvariantCulture) : value.IsNever ? Never : Auto, false),
        () => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray(Auto, Never) },
                new Bounds(1, double.PositiveInfinity).AddTo(new() { ["type"] = "integer" })),
        });

    private const string Auto = "auto", Never = "never";

    private static Variants<OptimizerSettings> Optimizer => new Variants<OptimizerSettings>(settings => settings.Method.Kind)
        .Kind("rmsprop-graves", With(new GravesRmsPropConfig()), Settings(new Section<GravesRmsPropConfig>()
            .Key("decay", Number(Bounds.Fraction), o => o.Decay, (o, v) => o with { Decay = v }, "The decay of the running averages")
            .Key("momentum", Number(Bounds.Fraction), o => o.Momentum, (o, v) => o with { Momentum = v }, MomentumMeaning)
            .Key("epsilon", Number(Bounds.Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }, "Added to the variance")))
        .Kind("sgd", With(new SgdConfig()), Settings(new Section<SgdConfig>()
            .Key("momentum", Number(Bounds.Fraction), o => o.Momentum, (o, v) => o with { Momentum = v }, MomentumMeaning)
            .Key("weight_decay", Number(Bounds.Decay), o => o.WeightDecay, (o, v) => o with { WeightDecay = v }, DecayMeaning)))
        .Kind("rmsprop", With(new RmsPropConfig()), Settings(new Section<RmsPropConfig>()
            .Key("decay", Number(Bounds.Fraction), o => o.Decay, (o, v) => o with { Decay = v }, "The decay of the running averages")
            .Key("momentum", Number(Bounds.Fraction), o => o.Momentum, (o, v) => o with { Momentum = v }, MomentumMeaning)
            .Key("epsilon", Number(Bounds.Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }, "Added to the root")
            .Key("centered", Flag, o => o.Centered, (o, v) => o with { Centered = v },
                "Whether to divide by the deviation of the gradient rather than by its root mean square")
            .Key("weight_decay", Number(Bounds.Decay), o => o.WeightDecay, (o, v) => o with { WeightDecay = v }, DecayMeaning)))
        .Kind("adam", With(new AdamConfig()), Settings(new Section<AdamConfig>()
            .Key("mean_decay", Number(Bounds.Fraction), o => o.MeanDecay, (o, v) => o with { MeanDecay = v }, MeanDecayMeaning)
            .Key("square_decay", Number(Bounds.Fraction), o => o.SquareDecay, (o, v) => o with { SquareDecay = v }, SquareDecayMeaning)
            .Key("epsilon", Number(Bounds.Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }, "Added to the root")
            .Key("weight_decay", Number(Bounds.Decay), o => o.WeightDecay, (o, v) => o with { WeightDecay = v }, DecayMeaning)
            .Key("sparse", Flag, o => o.Sparse, (o, v) => o with { Sparse = v },
                "Whether rows of tables, such as embeddings and the values of product keys, stay as they are in steps that give them no "
                + "gradient, and so cost nothing", cameLater: true)))
        .Kind("adamw", With(new AdamWConfig()), Settings(new Section<AdamWConfig>()
            .Key("mean_decay", Number(Bounds.Fraction), o => o.MeanDecay, (o, v) => o with { MeanDecay = v }, MeanDecayMeaning)
            .Key("square_decay", Number(Bounds.Fraction), o => o.SquareDecay, (o, v) => o with { SquareDecay = v }, SquareDecayMeaning)
            .Key("epsilon", Number(Bounds.Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }, "Added to the root")
            .Key("weight_decay", Number(Bounds.Decay), o => o.WeightDecay, (o, v) => o with { WeightDecay = v },
                "What each update takes off every weight, as a multiple of the rate")));

    private static Section<ClipConfig> Clip => new Section<ClipConfig>()
        .Key("norm", Optional(Number(Bounds.Positive), "not by norm"), c => c.Norm, (c, v) => c with { Norm = v },
            "The longest gradient; a longer one keeps its direction and gets this length")
        .Key("value", Optional(Number(Bounds.Positive), "not by value"), c => c.Value, (c, v) => c with { Value = v },
            "The largest magnitude of an entry of the gradient");

    private static Variants<ScheduleConfig> Schedule => new Variants<ScheduleConfig>(schedule => schedule.Kind)
        .Kind("constant", new ConstantScheduleConfig(), WithWarmUp<ConstantScheduleConfig>((s, v) => s with { WarmUp = v }))
        .Kind("cosine", new CosineScheduleConfig(), WithWarmUp<CosineScheduleConfig>((s, v) => s with { WarmUp = v })
            .Key("final", Number(new(0, Bounds.Rate.High)), s => s.Final, (s, v) => s with { Final = v }, "The last rate")
            .Key("steps", Optional(Long(1), "all of training"), s => s.Steps, (s, v) => s with { Steps = v },
                "Steps of the descent after the climb"))
        .Kind("step", new StepScheduleConfig(), WithWarmUp<StepScheduleConfig>((s, v) => s with { WarmUp = v })
            .Key("factor", Number(Bounds.Positive), s => s.Factor, (s, v) => s with { Factor = v }, "What the rate is multiplied by")
            .Key("every", Long(1), s => s.Every, (s, v) => s with { Every = v }, "Steps between two changes"));

    private static Section<CheckpointConfig> Checkpoint => new Section<CheckpointConfig>()
        .Key("every", Long(1), c => c.Every, (c, v) => c with { Every = v }, "Steps between two checkpoints")
        .Key("keep", Integer(1, 1_000_000), c => c.Keep, (c, v) => c with { Keep = v }, "How many of the latest stay, besides the best")
        .Key("first", Flag, c => c.First, (c, v) => c with { First = v },
            "Whether one of step 0 is written before training begins, and stays; a run that begins with another's weights has one always",
            cameLater: true);

    private const string MomentumMeaning = "The share of the last step that is made again";
    private const string DecayMeaning = "L2 weight decay, added to the gradient";
    private const string MeanDecayMeaning = "The decay of the running mean (β₁)";
    private const string SquareDecayMeaning = "The decay of the running mean square (β₂)";

    private static OptimizerSettings With(OptimizerConfig method) => new() { Method = method };

    /// <summary>The rate, which every optimizer has, and the method's own keys.</summary>
    private static Section<OptimizerSettings> Settings<TMethod>(Section<TMethod> method) where TMethod : OptimizerConfig =>
        new Section<OptimizerSettings>()
            .Key("rate", Number(Bounds.Rate), o => o.Rate, (o, v) => o with { Rate = v }, "The learning rate")
            .Include(method, o => (TMethod)o.Method, (o, v) => o with { Method = v });

    private static Section<T> WithWarmUp<T>(Func<T, long, T> with) where T : ScheduleConfig => new Section<T>()
        .Key("warmup", Long(0), s => s.WarmUp, with, "Steps of a linear climb to the first rate");
}
