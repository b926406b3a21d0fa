using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Torch;

/// <summary>A step of a module.</summary>
/// <param name="logits">[B, O]; null before the first step.</param>
/// <param name="state">What the next step starts from.</param>
/// <param name="traced">What the module gave to the trace.</param>
internal sealed class ModuleStep(
    TorchVariable? logits, IReadOnlyList<KeyValuePair<string, Variable>> state, IReadOnlyList<KeyValuePair<string, Variable>> traced)
    : IStep
{
    private readonly KeyValuePair<string, Variable>[] _state = [.. state];

    /// <summary>The logits.</summary>
    public TorchVariable Logits => logits ?? throw new InvalidOperationException("there are no logits before the first step");

    /// <summary>What the next step starts from.</summary>
    public IReadOnlyList<KeyValuePair<string, Variable>> State => _state;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        foreach ((string name, Variable value) in traced)
            trace.Write(name, value);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        for (int i = 0; i < _state.Length; i++)
            _state[i] = new(_state[i].Key, visitor.Visit(_state[i].Key, _state[i].Value));
    }
}
