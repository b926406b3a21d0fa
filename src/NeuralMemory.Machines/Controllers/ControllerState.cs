using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What a controller computed in one step.</summary>
public sealed class ControllerState
{
    private Variable[] _hidden = [], _cells = [];
    private int _layers;

    /// <summary>[B, C] the last layer's output.</summary>
    public Variable Output => _hidden[_layers - 1];

    /// <summary>For each layer [B, C].</summary>
    public ReadOnlySpan<Variable> Hidden => _hidden.AsSpan(0, _layers);

    /// <summary>For each layer [B, C]; only layers of LSTM have cells.</summary>
    public ReadOnlySpan<Variable> Cells => _cells.AsSpan(0, _layers);

    internal static ControllerState Rent(Tape tape, int layers)
    {
        ControllerState state = tape.Rent<ControllerState>();
        state._layers = layers;
        if (state._hidden.Length < layers)
            (state._hidden, state._cells) = (new Variable[layers], new Variable[layers]);
        return state;
    }

    internal void Set(int layer, Variable hidden, Variable? cell = null)
    {
        _hidden[layer] = hidden;
        _cells[layer] = cell ?? hidden;
    }
}
