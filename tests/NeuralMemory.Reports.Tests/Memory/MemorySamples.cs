using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

/// <summary>Each picture of one step, with parameters that never change by themselves.</summary>
internal static class MemorySamples
{
    private static readonly EpisodeTrace Ntm = SampleTraces.Ntm(), Dnc = SampleTraces.Dnc(), Decoder = SampleTraces.Decoder();

    public static IReadOnlyDictionary<string, Func<IReadOnlyDictionary<string, object?>, string>> All { get; } =
        new Dictionary<string, Func<IReadOnlyDictionary<string, object?>, string>>
        {
            ["memory-values"] = Of<MemoryMatrix>(new()
            {
                ["Memory"] = MemoryOf(Ntm, 3),
                ["Heads"] = HeadMark.Of(Ntm, 3),
                ["Slot"] = 1,
            }),
            ["memory-written"] = Of<MemoryMatrix>(new()
            {
                ["Memory"] = MemoryOf(Ntm, 3),
                ["Writers"] = TraceBackTests.WritersOf(Ntm, 3),
                ["Steps"] = 5,
                ["Heads"] = HeadMark.Of(Ntm, 3),
            }),
            ["memory-large"] = Of<MemoryMatrix>(new()
            {
                ["Memory"] = Large(),
                ["Writers"] = LargeWriters(),
                ["Steps"] = 500,
                ["Slot"] = 700,
            }),
            ["address-ntm"] = Of<AddressView>(new() { ["Parts"] = PartsOf(Addressed(), 2, 0) }),
            ["address-write"] = Of<AddressView>(new() { ["Parts"] = PartsOf(Dnc, 2, 0) }),
            ["address-read"] = Of<AddressView>(new() { ["Parts"] = PartsOf(Dnc, 2, 2) }),
            ["address-large"] = Of<AddressView>(new() { ["Parts"] = LargeParts() }),
            ["trace-back"] = Of<TraceBackView>(new() { ["Origin"] = TraceBack.Of(Ntm, 4, TraceBackTests.WritersOf(Ntm, 3)) }),
            ["trace-back-dnc"] = Of<TraceBackView>(new() { ["Origin"] = TraceBack.Of(Dnc, 4, TraceBackTests.WritersOf(Dnc, 4)) }),
            ["trace-back-source"] = Of<TraceBackView>(new() { ["Origin"] = TraceBack.Of(Decoder, 1, null) }),
            ["trace-back-steps"] = Of<TraceBackView>(new() { ["Origin"] = TraceBack.Of(Transformer(), 4, null) }),
            ["links-arcs"] = Of<LinksView>(new() { ["Links"] = LinksOfTwo() }),
            ["links-matrix"] = Of<LinksView>(new() { ["Links"] = LinksOfTwo(), ["AsMatrix"] = true }),
            ["alignment-source"] = Of<AlignmentView>(new()
            {
                ["Weights"] = Decoder.Find("attention/weights"),
                ["RowLabels"] = AttentionHeads.RowNamesOf(Decoder, Decoder.Find("attention/weights")!),
                ["Row"] = 1,
            }),
            ["alignment-steps"] = Of<AlignmentView>(new() { ["Weights"] = Transformer().Find("decoder/layer0/weights"), ["Head"] = 1 }),
            ["gates"] = Of<GateView>(new() { ["Gates"] = GateValues.Of(Ntm, 2), ["Width"] = 360.0 }),
        };

    /// <summary>Two heads of which one looks at the step before, and one at the step itself.</summary>
    public static EpisodeTrace Transformer() => Ntm with
    {
        Quantities =
        [
            SampleTraces.Shares("decoder/layer0/weights", "decoder, layer 1", 5,
                (t, i) => i % 5 == Math.Max(0, t - 1 + i / 5) ? 0.9f : i % 5 <= t ? 0.025f : 0, new("head", 2), new("seen_step", 5)),
        ],
    };

    public static TracedQuantity MemoryOf(EpisodeTrace trace, int step)
    {
        TracedQuantity memory = trace.Find("memory")!;
        return memory with { Rows = [step], Values = memory.Row(step).ToArray() };
    }

    public static TracedQuantity Large() => SampleTraces.Quantity("memory", "memory", 1,
        (_, i) => i % 1024 > 600 ? 0 : MathF.Sin(i * 0.37f), null, null, new TracedAxis("width", 64), new("slot", 1024));

    private static SlotWriters LargeWriters()
    {
        SlotWriters writers = new(1024);
        for (int step = 0; step < 500; step++)
            writers.Write(step, [.. Enumerable.Range(0, 1024).Select(slot => slot == step ? 1f : 0)]);
        return writers;
    }

    private static AddressParts LargeParts()
    {
        EpisodeTrace trace = Ntm with
        {
            Quantities = [SampleTraces.Shares("heads/weights", "weighting", 5, (t, i) => i == 700 + t ? 0.97f : 0.00002f,
                new TracedAxis("head", 1, ["write head"]), new("slot", 1024))],
        };
        return AddressParts.Of(trace, 2, TracedHead.Of(trace)[0], []);
    }

    private static AddressParts PartsOf(EpisodeTrace trace, int step, int head) => AddressParts.Of(trace, step, TracedHead.Of(trace)[head], []);

    private static EpisodeTrace Addressed() => Ntm with
    {
        Quantities =
        [
            .. Ntm.Quantities,
            SampleTraces.Shares("heads/content", "content weighting", 5, (t, i) => i % 8 == t ? 0.65f : 0.05f,
                new("head", 2), new("slot", 8)),
            SampleTraces.Quantity("heads/sharpening", "sharpening", 5, (t, _) => 1 + t, 1, null, new TracedAxis("head", 2)),
        ],
    };

    private static TracedQuantity LinksOfTwo() => SampleTraces.Shares("links/values", "links", 1,
        (_, i) => (i / 6 % 6, i % 6, i / 36) switch
        {
            (var to, var from, 0) when to == from + 1 => 0.9f - 0.1f * from,
            (0, 5, 0) => 0.4f,
            (5, 0, 1) => 0.95f,
            (2, 2, 1) => 0.1f,
            _ => 0,
        }, new TracedAxis("writer", 2, ["write head 1", "write head 2"]), new("slot", 6), new("previous_slot", 6));

    private static Func<IReadOnlyDictionary<string, object?>, string> Of<T>(Dictionary<string, object?> parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => others =>
            StepSvg.Of<T>(new Dictionary<string, object?>([.. parameters.Where(pair => !others.ContainsKey(pair.Key)), .. others]));
}
