using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>What a layer of xLSTM calls what it shows and keeps.</summary>
internal sealed class XlstmTrace
{
    private readonly XlstmConfig _config;
    private readonly XlstmMemory _memory;

    /// <param name="config">The machine.</param>
    /// <param name="layer">The layer, from 0.</param>
    public XlstmTrace(XlstmConfig config, int layer)
    {
        string scope = string.Create(CultureInfo.InvariantCulture, $"layer{layer}/");
        (_config, _memory) = (config, config.MemoryOf(layer));
        (InputGate, ForgetGate, Normalizer) = (scope + "input_gate", scope + "forget_gate", scope + "normalizer");
        (Input, Forget, Output) = (scope + "gates/input", scope + "gates/forget", scope + "gates/output");
        (Cell, Hidden, Stabilizer) = (scope + "cell", scope + "hidden", scope + "stabilizer");
        (KeptNormalizer, Inputs) = (scope + "kept_normalizer", scope + "inputs");
        Title = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}");
        Matrix = new(layer, config.Layers, config.Heads, config.InnerWidth);
    }

    /// <summary>[B, H] or [B, C] i, after stabilisation.</summary>
    public string InputGate { get; }

    /// <summary>[B, H] or [B, C] f, after stabilisation.</summary>
    public string ForgetGate { get; }

    /// <summary>[B, H] or [B, C] the input gate itself: the exponential of its pre-activation.</summary>
    public string Input { get; }

    /// <summary>[B, H] or [B, C] the forget gate itself.</summary>
    public string Forget { get; }

    /// <summary>[B, C] what goes on of a read: the sigmoid of a scalar memory, x sigmoid(x) behind a matrix memory.</summary>
    public string Output { get; }

    /// <summary>[B, H] what a read is divided by, or [B, C] n.</summary>
    public string Normalizer { get; }

    /// <summary>Keys, queries, values, what was read, and the matrices of a matrix memory.</summary>
    public MatrixTrace Matrix { get; }

    /// <summary>[B, H, D, V] the matrix memory after a step; the same in the machine's state.</summary>
    public string Memory => Matrix.Memory;

    /// <summary>[B, C] the cells of a scalar memory after a step; the same in the machine's state.</summary>
    public string Cell { get; }

    /// <summary>[B, C] the hidden state of a scalar memory; the same in the machine's state.</summary>
    public string Hidden { get; }

    /// <summary>m, in the machine's state.</summary>
    public string Stabilizer { get; }

    /// <summary>n, in the machine's state.</summary>
    public string KeptNormalizer { get; }

    /// <summary>What the convolution has seen, in the machine's state.</summary>
    public string Inputs { get; }

    private string Title { get; }

    private bool IsMatrix => _memory == XlstmMemory.Matrix;

    /// <summary>What pictures show of the layer over time: its gates.</summary>
    public IEnumerable<PanelTrace> Panels()
    {
        string? head = IsMatrix ? "head" : null;
        yield return new(InputGate, $"input gates, {Title}", head);
        yield return new(ForgetGate, $"forget gates, {Title}", head);
    }

    /// <summary>What can be set.</summary>
    public IEnumerable<TraceQuantity> Signals()
    {
        TraceAxis each = IsMatrix ? Matrix.Heads : new TraceAxis("unit") { Count = _config.Width };
        string of = IsMatrix ? "" : $", {Title}";
        yield return new(Input, $"input gate{of}", TraceRange.AtLeastZero, each);
        yield return new(
            Forget, $"forget gate{of}",
            _config.Forget == Autodiff.ForgetGate.Sigmoid ? TraceRange.Unit : TraceRange.AtLeastZero, each);
        yield return new(
            Output, $"output gate, {Title}", IsMatrix ? TraceRange.Any : TraceRange.Unit,
            new TraceAxis("unit") { Count = IsMatrix ? _config.InnerWidth : _config.Width });
    }

    /// <summary>The quantities of the layer, in the order in which to look at them.</summary>
    public IEnumerable<TraceQuantity> Quantities()
    {
        TraceAxis each = IsMatrix ? Matrix.Heads : TraceAxis.Unit;
        string of = IsMatrix ? "" : $", {Title}";
        yield return new(InputGate, $"input gate, stabilised{of}", TraceRange.Unit, each);
        yield return new(ForgetGate, $"forget gate, stabilised{of}", TraceRange.Unit, each);
        foreach (TraceQuantity signal in Signals())
            yield return signal;
        yield return new(Normalizer, $"normaliser{of}", TraceRange.AtLeastZero, each);
        if (!IsMatrix)
        {
            yield return new(Cell, $"cell, {Title}", TraceRange.Any, TraceAxis.Unit);
            yield return new(Hidden, $"hidden state, {Title}", TraceRange.Any, TraceAxis.Unit);
            yield break;
        }

        foreach (TraceQuantity row in Matrix.Rows())
            yield return row;
        yield return Matrix.Matrices();
    }
}
