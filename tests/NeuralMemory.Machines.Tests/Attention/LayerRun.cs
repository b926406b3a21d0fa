using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>How the tensors of a layer come of those of a golden case, by the names of the former.</summary>
internal sealed class GoldenWeights : Dictionary<string, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor>>
{
    /// <summary>Those of all parts of a layer.</summary>
    public static GoldenWeights Of(IEnumerable<KeyValuePair<string, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor>>> parts)
    {
        GoldenWeights weights = [];
        foreach ((string name, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> weight) in parts)
            weights.Add(name, weight);
        return weights;
    }
}

/// <summary>
/// A layer that machines are made of, with the weights of a golden case: a test hands inputs and outputs through, and then all outputs and
/// the gradients of all inputs and weights are checked.
/// </summary>
internal sealed class LayerRun<TLayer> : IDisposable
{
    private readonly List<Tap> _inputs = [], _outputs = [];
    private GoldenWeights _weights = [];
    private readonly string _name;

    /// <param name="folder">The folder of the case.</param>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes the layer.</param>
    public LayerRun(string folder, string name, Func<GoldenCase, ParameterScope, TLayer> create)
    {
        (_name, Golden) = (name, GoldenCase.Load(folder, name));
        Layer = create(Golden, new ParameterScope(Parameters, StreamKey.FromSeed(1)));
        Parameters.Complete();
        Tape = EngineUnderTest.NewTape(Parameters);
        Tape.TracksInputs = true;
    }

    public GoldenCase Golden { get; }

    public ParameterSet Parameters { get; } = new();

    public TLayer Layer { get; }

    public Tape Tape { get; }

    /// <summary>A parameter of the layer.</summary>
    public Parameter this[string name] => Parameters.Items.Single(parameter => parameter.Name == name);

    /// <summary>
    /// Sets all weights, and begins the pass. Those of the case are checked; others are set to what makes no difference to it. None may be
    /// left out.
    /// </summary>
    /// <param name="weights">How the layer's tensors come of the case's.</param>
    /// <param name="others">Tensors that the case does not have.</param>
    /// <param name="unused">What the names of tensors begin with that the pass does not come by.</param>
    public void Begin(
        GoldenWeights weights, Dictionary<string, GoldenTensor>? others = null, params string[] unused)
    {
        others ??= [];
        IEnumerable<string> used = Parameters.Tensors.Select(tensor => tensor.Name)
            .Where(name => !unused.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(used.Order(), weights.Keys.Concat(others.Keys).Order());
        _weights = weights;
        foreach ((string name, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> weight) in weights)
            Set(name, weight(Golden.Inputs));
        foreach ((string name, GoldenTensor other) in others)
            Set(name, other);
        Tape.Reset(1);
    }

    /// <summary>An input as rows of its last dimension, or its part at one time step.</summary>
    public Variable Input(string name, Func<GoldenTensor, GoldenTensor>? form = null, int? step = null)
    {
        var tap = new Tap(name, null!, form, step);
        GoldenTensor tensor = tap.PartOf(Golden.Inputs);
        int width = tensor.Shape[^1];
        Variable variable = Tape.Constant(tensor.ToReal(), new(tensor.Data.Length / width, width));
        _inputs.Add(tap with { Variable = variable });
        return variable;
    }

    /// <summary>Hands in what is an output, and may be one more time.</summary>
    public void Output(string name, Variable variable, Func<GoldenTensor, GoldenTensor>? form = null, int? step = null) =>
        _outputs.Add(new(name, variable, form, step));

    /// <summary>Looks at numbers that are an output too, but that nothing can be differentiated through.</summary>
    public void Expect(string name, Variable variable, Func<GoldenTensor, GoldenTensor>? form = null) =>
        Close.Outputs(new Tap(name, variable, form, null).PartOf(Golden.Outputs), variable.Span, $"{_name}: {name} of the layer");

    /// <summary>Weights of scaled dot attention, of the layer's own parameters, which can be differentiated through.</summary>
    /// <param name="attention">What the names of its parameters begin with.</param>
    /// <param name="x">What queries are made of.</param>
    /// <param name="rows">Which of its rows belong to each sequence.</param>
    /// <param name="source">What keys are made of.</param>
    /// <param name="sourceRows">Which of its rows belong to each sequence.</param>
    /// <param name="heads">H.</param>
    /// <param name="mask">What a query sees.</param>
    public Variable WeightsOf(
        string attention, Variable x, SequenceRows rows, Variable source, SequenceRows sourceRows, int heads, AttentionMask mask)
    {
        Variable queries = Tape.Linear(this[$"{attention}/query"], x), keys = Tape.Linear(this[$"{attention}/key"], source);
        Real scale = (Real)(1 / Math.Sqrt(queries.Shape.Width / heads));
        return Tape.AttentionWeights(Tape.DotScores(queries, keys, rows, sourceRows, heads, scale), rows, sourceRows, mask);
    }

    /// <summary>Rows that were normalised by the layer's own parameters.</summary>
    public Variable Normal(string norm, Variable x) => Tape.LayerNorm(x, Tape.Use(this[$"{norm}/gain"]), Tape.Use(this[$"{norm}/bias"]));

    /// <summary>Checks all of it.</summary>
    public void Check()
    {
        Assert.Equal(Golden.Outputs.Keys.Order(), _outputs.Select(tap => tap.Name).Distinct().Order());
        foreach (Tap tap in _outputs)
        {
            Close.Outputs(tap.PartOf(Golden.Outputs), tap.Variable.Span, $"{_name}: {tap}");
            Tape.Seed(tap.Variable, tap.PartOf(Golden.Cotangents).ToReal());
        }

        Tape.BackwardFromSeeds();
        double largest = Golden.Gradients.Values.Max(gradient => gradient.Data.Max(Math.Abs));
        foreach (Tap tap in _inputs)
            Close.Gradients(tap.PartOf(Golden.Gradients), tap.Variable.GradientSpan, largest, $"{_name}: {tap}");
        foreach ((string name, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> weight) in _weights)
            Close.Gradients(weight(Golden.Gradients), GradientOf(name), largest, $"{_name}: {name}");
    }

    private Real[] GradientOf(string name)
    {
        PlainTensor tensor = Parameters.Tensors.Single(tensor => tensor.Name == name);
        var gradient = new Real[tensor.Shape.Count];
        tensor.CopyOut(Tape.Gradients, gradient);
        return gradient;
    }

    public void Dispose()
    {
        Tape.Dispose();
        Parameters.Dispose();
    }

    private void Set(string name, GoldenTensor value)
    {
        PlainTensor tensor = Parameters.Tensors.Single(tensor => tensor.Name == name);
        Assert.Equal(tensor.Shape.Count, value.Data.Length);
        tensor.CopyIn(value.ToReal(), Parameters.Block);
    }

    private sealed record Tap(string Name, Variable Variable, Func<GoldenTensor, GoldenTensor>? Form, int? Step)
    {
        public GoldenTensor PartOf(IReadOnlyDictionary<string, GoldenTensor> tensors)
        {
            GoldenTensor part = Step is { } step ? tensors[Name][step] : tensors[Name];
            return Form?.Invoke(part) ?? part;
        }

        public override string ToString() => Step is { } step ? $"{Name} at step {step}" : Name;
    }
}
