using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>What a layer of xLSTM calls what it shows and keeps.</summary>
internal sealed class XlstmTrace
{
    /// <param name="layer">The layer, from 0.</param>
    public XlstmTrace(int layer)
    {
        string scope = string.Create(CultureInfo.InvariantCulture, $"layer{layer}/");
        (InputGate, ForgetGate, Normalizer, Memory) = (scope + "input_gate", scope + "forget_gate", scope + "normalizer", scope + "memory");
        (Cell, Reads, Hidden, Stabilizer) = (scope + "cell", scope + "reads", scope + "hidden", scope + "stabilizer");
        (KeptNormalizer, Inputs) = (scope + "kept_normalizer", scope + "inputs");
        Title = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}");
    }

    /// <summary>[B, H] or [B, C] i, after stabilisation.</summary>
    public string InputGate { get; }

    /// <summary>[B, H] or [B, C] f, after stabilisation.</summary>
    public string ForgetGate { get; }

    /// <summary>[B, H] what a read is divided by, or [B, C] n.</summary>
    public string Normalizer { get; }

    /// <summary>[B, H, D, V] the matrix memory after a step; the same in the machine's state.</summary>
    public string Memory { get; }

    /// <summary>[B, C] the cells of a scalar memory after a step; the same in the machine's state.</summary>
    public string Cell { get; }

    /// <summary>[B, H V] what was read of a matrix memory.</summary>
    public string Reads { get; }

    /// <summary>[B, C] the hidden state of a scalar memory; the same in the machine's state.</summary>
    public string Hidden { get; }

    /// <summary>m, in the machine's state.</summary>
    public string Stabilizer { get; }

    /// <summary>n, in the machine's state.</summary>
    public string KeptNormalizer { get; }

    /// <summary>What the convolution has seen, in the machine's state.</summary>
    public string Inputs { get; }

    private string Title { get; }

    /// <summary>What pictures show of the layer over time: its gates.</summary>
    public IEnumerable<PanelTrace> Panels(XlstmMemory memory)
    {
        string? head = memory == XlstmMemory.Matrix ? "head" : null;
        yield return new(InputGate, $"input gates, {Title}", head);
        yield return new(ForgetGate, $"forget gates, {Title}", head);
    }

    /// <summary>The quantities of the layer, in the order in which to look at them.</summary>
    public IEnumerable<TraceQuantity> Quantities(XlstmMemory memory)
    {
        bool isMatrix = memory == XlstmMemory.Matrix;
        TraceAxis each = isMatrix ? TraceAxis.AttentionHead : TraceAxis.Unit;
        yield return new(InputGate, $"input gate, {Title}", TraceRange.Unit, each);
        yield return new(ForgetGate, $"forget gate, {Title}", TraceRange.Unit, each);
        yield return new(Normalizer, $"normaliser, {Title}", TraceRange.AtLeastZero, each);
        if (!isMatrix)
        {
            yield return new(Cell, $"cell, {Title}", TraceRange.Any, TraceAxis.Unit);
            yield return new(Hidden, $"hidden state, {Title}", TraceRange.Any, TraceAxis.Unit);
            yield break;
        }

        yield return new(Reads, $"read, {Title}", TraceRange.Any, TraceAxis.Unit);
        yield return new(
            Memory, $"memory, {Title}", TraceRange.Any, TraceAxis.AttentionHead, new TraceAxis("key"), new TraceAxis("value"));
    }
}
