using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The keys and values that a layer has seen so far; a step's state.</summary>
internal sealed class LayerCache
{
    private Variable? _keys, _values;

    /// <summary>A cache with nothing in it.</summary>
    public static LayerCache Rent(Tape tape)
    {
        LayerCache cache = tape.Rent<LayerCache>();
        (cache._keys, cache._values) = (null, null);
        return cache;
    }

    /// <summary>The same content for the next step, which will change it.</summary>
    public LayerCache Next(Tape tape)
    {
        LayerCache next = tape.Rent<LayerCache>();
        (next._keys, next._values) = (_keys, _values);
        return next;
    }

    /// <summary>Joins the keys and values of a step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="step">[B, H D] and [B, H V].</param>
    /// <returns>Those of all steps so far, and which rows belong to each sequence.</returns>
    public (KeysAndValues Source, SequenceRows Rows) Append(Tape tape, KeysAndValues step)
    {
        _keys = tape.Append(_keys, step.Keys);
        _values = tape.Append(_values, step.Values);
        return (new(_keys, _values), tape.Rent<SequenceRows>().OfBlocks(_keys.Rows, _keys.Shape[1]));
    }

    /// <summary>Shows, and may replace, what has been seen.</summary>
    public void VisitState(IStateVisitor visitor, string name)
    {
        _keys = visitor.VisitGrown($"{name}/keys", _keys);
        _values = visitor.VisitGrown($"{name}/values", _values);
    }
}
