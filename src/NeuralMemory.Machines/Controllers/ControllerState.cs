using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What a controller computed in one step.</summary>
public sealed class ControllerState
{
    private Variable[] _hidden = [], _cells = [];
    private int _layers;
    private bool _skips;

    /// <summary>What comes after the controller sees: the last layer's output [B, C]; with skip connections every layer's.</summary>
    public ReadOnlySpan<Variable> Output => _skips ? Hidden : _hidden.AsSpan(_layers - 1, 1);

    /// <summary>For each layer [B, C].</summary>
    public ReadOnlySpan<Variable> Hidden => _hidden.AsSpan(0, _layers);

    /// <summary>For each layer [B, C]; only layers of LSTM have cells.</summary>
    public ReadOnlySpan<Variable> Cells => _cells.AsSpan(0, _layers);

    internal static ControllerState Rent(Tape tape, int layers, bool skips)
    {
        ControllerState state = tape.Rent<ControllerState>();
        (state._layers, state._skips) = (layers, skips);
        if (state._hidden.Length <= layers)
            (state._hidden, state._cells) = (new Variable[layers + 1], new Variable[layers]);
        return state;
    }

    /// <summary><see cref="Output"/>, and one more tensor beside it.</summary>
    internal ReadOnlySpan<Variable> OutputWith(Variable more)
    {
        // There is room for it behind the layers.
        _hidden[_layers] = more;
        return _hidden.AsSpan(_layers - Output.Length, Output.Length + 1);
    }

    /// <summary>The same with dropout on every layer that what comes after the controller sees.</summary>
    internal ControllerState WithDropout(Tape tape, double rate)
    {
        ControllerState state = Rent(tape, _layers, _skips);
        for (int i = 0; i < _layers; i++)
            state.Set(i, _skips || i == _layers - 1 ? tape.Dropout(_hidden[i], rate) : _hidden[i], _cells[i]);
        return state;
    }

    internal void Set(int layer, Variable hidden, Variable? cell = null)
    {
        _hidden[layer] = hidden;
        _cells[layer] = cell ?? hidden;
    }
}
