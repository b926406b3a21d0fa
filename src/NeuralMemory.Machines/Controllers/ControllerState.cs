using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What a controller computed in one step.</summary>
public sealed class ControllerState
{
    private Variable[] _hidden = [], _cells = [], _seen = [];
    private int _layers;
    private bool _skips, _isPassedOn;

    /// <summary>What comes after the controller sees: the last layer's output [B, C]; with skip connections every layer's.</summary>
    public ReadOnlySpan<Variable> Output => _skips ? Hidden : _hidden.AsSpan(_layers - 1, 1);

    /// <summary>For each layer [B, C].</summary>
    public ReadOnlySpan<Variable> Hidden => _hidden.AsSpan(0, _layers);

    /// <summary>For each layer [B, C]; only layers of LSTM have cells.</summary>
    public ReadOnlySpan<Variable> Cells => _cells.AsSpan(0, _layers);

    /// <summary>The states of the small layers that change the weights of these; only layers of hyper-LSTM have such.</summary>
    public ControllerState? Small { get; private set; }

    /// <param name="tape">The tape.</param>
    /// <param name="layers">L.</param>
    /// <param name="skips">Whether every layer's output is seen.</param>
    /// <param name="isPassedOn">Whether the next step starts from it; a feed-forward controller passes nothing on.</param>
    /// <param name="small">The states of small layers beside; null for none.</param>
    internal static ControllerState Rent(Tape tape, int layers, bool skips, bool isPassedOn = true, ControllerState? small = null)
    {
        ControllerState state = tape.Rent<ControllerState>();
        (state._layers, state._skips, state._isPassedOn, state.Small) = (layers, skips, isPassedOn, small);
        if (state._hidden.Length < layers)
            (state._hidden, state._cells) = (new Variable[layers], new Variable[layers]);
        return state;
    }

    /// <summary>
    /// <see cref="Output"/>, of which the share <paramref name="dropout"/> is dropped if the pass drops anything, and more tensors beside.
    /// </summary>
    internal ReadOnlySpan<Variable> OutputWith(Tape tape, double dropout, params ReadOnlySpan<Variable> more)
    {
        int own = Output.Length, count = own + more.Length;
        if (_seen.Length < count)
            _seen = new Variable[count];
        for (int i = 0; i < own; i++)
            _seen[i] = tape.Dropout(Output[i], dropout);
        more.CopyTo(_seen.AsSpan(own));
        return _seen.AsSpan(0, count);
    }

    /// <summary>The same for <paramref name="rows"/> sequences: those that there are, then others that begin as in a start.</summary>
    internal ControllerState Extended(Tape tape, ControllerState start, int rows)
    {
        ControllerState state = Rent(tape, start._layers, _skips, small: Small?.Extended(tape, start.Small!, rows));
        for (int i = 0; i < start._layers; i++)
        {
            Variable hidden = tape.ExtendRows(_hidden[i], start._hidden[i], rows);
            state.Set(i, hidden, _cells[i] == _hidden[i] ? null : tape.ExtendRows(_cells[i], start._cells[i], rows));
        }

        return state;
    }

    /// <summary>What <see cref="Describe"/> names, of a controller of this kind.</summary>
    /// <param name="config">The controller.</param>
    /// <param name="name">What it is called.</param>
    internal static IEnumerable<TraceQuantity> Quantities(ControllerConfig config, string name = "controller")
    {
        bool haveCells = config.Kind is ControllerKind.Lstm or ControllerKind.MultiplicativeLstm or ControllerKind.HyperLstm;
        for (int i = 0; i < config.Layers; i++)
        {
            string layer = config.Layers == 1 ? name : $"{name}, layer {i + 1}";
            yield return new(HiddenName(name, i), $"{layer}: output", TraceRange.Any, TraceAxis.Unit);
            if (haveCells)
                yield return new(CellName(name, i), $"{layer}: cells", TraceRange.Any, TraceAxis.Unit);
        }
    }

    /// <summary>Names what each layer put out, and its cells where it has some.</summary>
    internal void Describe(ITraceWriter trace, string name = "controller")
    {
        for (int i = 0; i < _layers; i++)
        {
            trace.Write(HiddenName(name, i), _hidden[i]);
            if (_cells[i] != _hidden[i])
                trace.Write(CellName(name, i), _cells[i]);
        }
    }

    /// <summary>Shows, and may replace, the layers' states.</summary>
    internal void VisitState(IStateVisitor visitor, string name = "controller")
    {
        Small?.VisitState(visitor, LayerNames.Of(name, 0).Small);
        for (int i = 0; i < _layers && _isPassedOn; i++)
        {
            bool hasCell = _cells[i] != _hidden[i];
            Variable hidden = visitor.Visit(HiddenName(name, i), _hidden[i]);
            Set(i, hidden, hasCell ? visitor.Visit(CellName(name, i), _cells[i]) : null);
        }
    }

    internal void Set(int layer, Variable hidden, Variable? cell = null)
    {
        _hidden[layer] = hidden;
        _cells[layer] = cell ?? hidden;
    }

    private static string HiddenName(string name, int layer) => LayerNames.Of(name, layer).Hidden;

    private static string CellName(string name, int layer) => LayerNames.Of(name, layer).Cell;
}
