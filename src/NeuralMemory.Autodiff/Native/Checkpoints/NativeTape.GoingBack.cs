using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private Real* _handed, _handedBefore;

    /// <summary>Goes back over all nodes, from the last to the first.</summary>
    /// <param name="watch">Looks on; null for nobody.</param>
    /// <returns>Whether it has seen enough.</returns>
    private bool GoBack(BackwardWatch? watch)
    {
        if (_loop is null)
            return GoBack(_nodes.Count, 0, watch);
        int tossed = SaveNoise(_noiseAtEnd);
        MakeRoomForGradients();
        bool isDone = GoBackOverStretches(watch) || GoBack(_head, 0, watch);
        ReturnNoise(_noiseAtEnd, tossed);
        Leave();
        return isDone;
    }

    private bool GoBackOverStretches(BackwardWatch? watch)
    {
        // A passing variable's gradient passes with it.
        _current = _stretch;
        if (GoBack(_nodes.Count, _head, watch))
            return true;
        PutTailAside();
        for (int stretch = _stretches - 1; stretch > 0; stretch--)
        {
            HandOver(stretch);
            Repeat(stretch - 1);
            Receive(stretch);
            if (watch?.Entered() == true || GoBack(_nodes.Count, _head, watch))
                return true;
        }

        return false;
    }

    private bool GoBack(int end, int first, BackwardWatch? watch)
    {
        for (int i = end - 1; i >= first; i--)
        {
            if (watch?.Before(i) == true)
                return true;
            if (!_nodes[i].HasGradient)
                continue;
            // The same few lines of cache serve every node.
            _temporary.TakeBack();
            _nodes[i].Backward(this);
            _profile?.Passed(i);
            if (watch?.After(i) == true)
                return true;
        }

        return false;
    }

    /// <summary>Two places, because what is handed over may lie where the last gradients were received.</summary>
    private void MakeRoomForGradients()
    {
        int most = 0;
        for (int stretch = 1; stretch < _stretches; stretch++)
        {
            int numbers = 0;
            foreach (SavedVariable saved in _checkpoints[stretch].State)
                numbers += Lines(saved.Shape.Count);
            most = Math.Max(most, numbers);
        }

        _handed = Keep(most);
        _handedBefore = Keep(most);
    }

    /// <summary>Copies the gradients of the state that a stretch began with, before the stretch is forgotten.</summary>
    private void HandOver(int stretch)
    {
        Real* place = _handedBefore;
        _handedBefore = _handed;
        _handed = place;
        Checkpoint to = _checkpoints[stretch];
        to.HasGradient.Clear();
        for (int i = 0; i < to.State.Count; i++)
        {
            NativeVariable entry = Of(to.Entry[i]);
            if (!entry.IsPassing)
                entry.KeepGradient(this);
            else if (entry.HasGradient && to.State[i].First == i)
                Elementwise.Copy(entry.Gradient, place, entry.Shape.Count);
            to.HasGradient.Add(entry.HasGradient);
            place += Lines(entry.Shape.Count);
        }
    }

    /// <summary>Gives them to the variables that the stretch before ends with, now that it is computed once more.</summary>
    private void Receive(int stretch)
    {
        Checkpoint from = _checkpoints[stretch];
        _state.Clear();
        _loop!.GetState(_state);
        Real* place = _handed;
        for (int i = 0; i < _state.Count; i++)
        {
            NativeVariable left = Of(_state[i]);
            if (left.IsPassing && from.HasGradient[i] && from.State[i].First == i)
                left.Receive(place);
            place += Lines(left.Shape.Count);
        }
    }

    /// <summary>Numbers up to a whole cache line, as an arena gives them.</summary>
    private static int Lines(int count)
    {
        const int line = NativeBuffer.Alignment / sizeof(Real);
        return (count + line - 1) / line * line;
    }
}
