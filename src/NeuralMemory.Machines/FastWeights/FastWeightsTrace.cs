using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>What a layer of fast weights calls what it shows.</summary>
internal sealed class FastWeightsTrace
{
    private readonly FastWeightsConfig _config;

    /// <param name="config">The machine.</param>
    /// <param name="layer">The layer, from 0.</param>
    public FastWeightsTrace(FastWeightsConfig config, int layer)
    {
        string scope = string.Create(CultureInfo.InvariantCulture, $"layer{layer}/");
        _config = config;
        (Strengths, Decays, Erased, Gate) = (scope + "strengths", scope + "decays", scope + "erased", scope + "gate");
        Inputs = scope + "inputs/";
        Head = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1} head");
        Title = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}");
        Matrix = new(layer, config.Layers, config.Heads, config.Width);
    }

    /// <summary>[B, H] how strongly a step writes.</summary>
    public string Strengths { get; }

    /// <summary>[B, H] what stays of the memory.</summary>
    public string Decays { get; }

    /// <summary>[B, H, V] what is taken away of the memory, along the key: the step's strength times what the key read there.</summary>
    public string Erased { get; }

    /// <summary>[B, H V] what a read is multiplied by, behind its normalisation.</summary>
    public string Gate { get; }

    /// <summary>Keys, queries, values, what was read, and the matrices.</summary>
    public MatrixTrace Matrix { get; }

    /// <summary>The matrices after a step; the same in the machine's state.</summary>
    public string Memory => Matrix.Memory;

    /// <summary>What the inputs of convolutions are called in the machine's state, before their own name.</summary>
    public string Inputs { get; }

    private string Title { get; }

    private string Head { get; }

    private bool Forgets => _config.Rule == FastWeightsRule.GatedDelta;

    /// <summary>What is between 0 and 1, over time: the decays of the layer, or its strengths.</summary>
    public IEnumerable<PanelTrace> Panels(bool forDecays)
    {
        if (forDecays && Forgets)
            yield return new(Decays, "decays", Head);
        if (!forDecays && _config.Strength <= 1)
            yield return new(Strengths, "strengths", Head);
    }

    /// <summary>What can be set.</summary>
    public IEnumerable<TraceQuantity> Signals()
    {
        yield return new(Strengths, "strength", _config.Strength > 1 ? TraceRange.AtLeastZero : TraceRange.Unit, Matrix.Heads);
        if (Forgets)
            yield return new(Decays, "decay", TraceRange.Unit, Matrix.Heads);
        if (_config.OutputGate)
            yield return new(Gate, $"output gate, {Title}", TraceRange.Any, new TraceAxis("unit") { Count = _config.Width });
    }

    /// <summary>The quantities of the layer, in the order in which to look at them.</summary>
    public IEnumerable<TraceQuantity> Quantities()
    {
        foreach (TraceQuantity signal in Signals())
            yield return signal;
        foreach (TraceQuantity row in Matrix.Rows())
            yield return row;
        if (_config.Rule != FastWeightsRule.Additive)
            yield return new(Erased, "erased", TraceRange.Any, Matrix.Heads, Matrix.Axis("width"));
        yield return Matrix.Matrices();
    }
}
