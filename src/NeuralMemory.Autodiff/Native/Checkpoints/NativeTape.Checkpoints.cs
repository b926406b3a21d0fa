using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private readonly List<int> _memoryVersions = [], _linkVersions = [];

    /// <summary>Takes down what a stretch starts from, when the one before has been made.</summary>
    private void TakeDown(int stretch)
    {
        if (stretch == _checkpoints.Count)
            _checkpoints.Add(new());
        Checkpoint to = _checkpoints[stretch];
        _state.Clear();
        _loop!.GetState(_state);
        to.State.Clear();
        for (int i = 0; i < _state.Count; i++)
            to.State.Add(Saved(Of(_state[i]), _state.IndexOf(_state[i])));
        to.Tossed = SaveNoise(to.Noise);
        to.Slabs.Clear();
        foreach (LinearSlab? slab in _slabs)
            to.Slabs.Add(slab?.Place ?? default);
        SaveStores(to);
    }

    private SavedVariable Saved(NativeVariable variable, int first)
    {
        if (!variable.IsPassing)
            return new(variable, first, variable.Shape, 0, variable.NeedsGradient);
        Real* copy = Keep(variable.Shape.Count);
        Elementwise.Copy(variable.Value, copy, variable.Shape.Count);
        return new(null, first, variable.Shape, (nint)copy, variable.NeedsGradient);
    }

    /// <summary>What steps change in place.</summary>
    private void SaveStores(Checkpoint to)
    {
        to.Memories.Clear();
        for (int i = 0; i < _lentStores; i++)
            _stores[i].Save(this, to.Memories);
        int links = 0;
        for (int i = 0; i < _lentLinkStores; i++)
            _linkStores[i].Save(to.Links, ref links);
    }

    /// <summary>By what the step before the loop, from which every stretch goes on, knows the things that steps change in place.</summary>
    private void SaveVersions()
    {
        _memoryVersions.Clear();
        for (int i = 0; i < _lentStores; i++)
            _memoryVersions.Add(_stores[i].Version);
        _linkVersions.Clear();
        for (int i = 0; i < _lentLinkStores; i++)
            _linkVersions.Add(_linkStores[i].Version);
    }

    /// <summary>How many numbers would be taken down of what steps change in place.</summary>
    private long NumbersInStores
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _lentStores; i++)
                sum += _stores[i].StateNumbers;
            for (int i = 0; i < _lentLinkStores; i++)
                sum += _linkStores[i].StateNumbers;
            return sum;
        }
    }

    private void ReturnStores(Checkpoint from)
    {
        int memories = 0, links = 0;
        for (int i = 0; i < _lentStores; i++)
            _stores[i].Return(from.Memories, ref memories);
        for (int i = 0; i < _lentLinkStores; i++)
            _linkStores[i].Return(from.Links, ref links);
    }
}
