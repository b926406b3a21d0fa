using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>What a layer of fast weights calls what it shows.</summary>
internal sealed class FastWeightsTrace
{
    /// <param name="layer">The layer, from 0.</param>
    public FastWeightsTrace(int layer)
    {
        string scope = string.Create(CultureInfo.InvariantCulture, $"layer{layer}/");
        (Strengths, Decays, Memory, Reads) = (scope + "strengths", scope + "decays", scope + "memory", scope + "reads");
        Inputs = scope + "inputs/";
        Head = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1} head");
        Title = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}");
    }

    /// <summary>[B, H] how strongly a step writes.</summary>
    public string Strengths { get; }

    /// <summary>[B, H] what stays of the memory.</summary>
    public string Decays { get; }

    /// <summary>[B, H, D, V] the memory after a step; the same in the machine's state.</summary>
    public string Memory { get; }

    /// <summary>[B, H V] what was read.</summary>
    public string Reads { get; }

    /// <summary>What the inputs of convolutions are called in the machine's state, before their own name.</summary>
    public string Inputs { get; }

    private string Title { get; }

    private string Head { get; }

    /// <summary>What is between 0 and 1, over time: the decays of the layer, or its strengths.</summary>
    public IEnumerable<PanelTrace> Panels(FastWeightsConfig config, bool forDecays)
    {
        if (forDecays && config.Rule == FastWeightsRule.GatedDelta)
            yield return new(Decays, "decays", Head);
        if (!forDecays && config.Strength <= 1)
            yield return new(Strengths, "strengths", Head);
    }

    /// <summary>The quantities of the layer, in the order in which to look at them.</summary>
    public IEnumerable<TraceQuantity> Quantities(FastWeightsConfig config)
    {
        yield return new(
            Strengths, $"strength, {Title}", config.Strength > 1 ? TraceRange.AtLeastZero : TraceRange.Unit, TraceAxis.AttentionHead);
        if (config.Rule == FastWeightsRule.GatedDelta)
            yield return new(Decays, $"decay, {Title}", TraceRange.Unit, TraceAxis.AttentionHead);
        yield return new(Reads, $"read, {Title}", TraceRange.Any, TraceAxis.Unit);
        yield return new(
            Memory, $"memory, {Title}", TraceRange.Any, TraceAxis.AttentionHead, new TraceAxis("key"), new TraceAxis("value"));
    }
}
