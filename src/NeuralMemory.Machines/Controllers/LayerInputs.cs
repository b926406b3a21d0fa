using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What a layer sees, side by side: the controller's two inputs, the layer below, and its own past.</summary>
internal struct LayerInputs
{
    private Five _items;
    private int _count;

    /// <summary>The inputs of a layer from outside it.</summary>
    /// <param name="first">The controller's input.</param>
    /// <param name="second">More of it; null for none.</param>
    /// <param name="skips">Whether layers above the first see the input too.</param>
    /// <param name="layer">The layer, counted from 0.</param>
    /// <param name="state">The state of this step, of the layers below.</param>
    public static LayerInputs Of(Variable first, Variable? second, bool skips, int layer, ControllerState state)
    {
        var inputs = default(LayerInputs);
        if (layer == 0 || skips)
        {
            inputs.Add(first);
            if (second is not null)
                inputs.Add(second);
        }

        if (layer > 0)
            inputs.Add(state.Hidden[layer - 1]);
        return inputs;
    }

    /// <summary>The inputs.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<Variable> Span => ((ReadOnlySpan<Variable>)_items)[.._count];

    /// <summary>Adds one.</summary>
    public void Add(Variable input) => _items[_count++] = input;

    [InlineArray(5)]
    private struct Five
    {
        private Variable _first;
    }
}
