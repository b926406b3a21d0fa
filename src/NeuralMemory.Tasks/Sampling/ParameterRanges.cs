using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>What the parameters of an episode are drawn from: the task's own ranges, or what a narrowing leaves of them.</summary>
internal sealed class ParameterRanges(TaskDefinition task)
{
    private readonly ValueRange[] _own = [.. task.Parameters.Select(parameter => parameter.Range)];
    private readonly ValueRange[] _chosen = [.. task.Parameters.Select(parameter => parameter.Range)];

    /// <summary>What narrows them; null for nothing.</summary>
    public IParameterNarrowing? Narrowing { get; set; }

    /// <summary>What the narrowing said of the last choice; true without one.</summary>
    public bool IsOfLevel { get; private set; } = true;

    /// <summary>The range chosen for a parameter of the task.</summary>
    public ValueRange this[int parameter] => _chosen[parameter];

    /// <summary>Chooses anew, with random numbers that the parameters then come from too.</summary>
    /// <exception cref="InvalidOperationException">The narrowing names values that the task was not checked for.</exception>
    public void Choose(RandomStream random)
    {
        if (Narrowing is null)
            return;
        _own.CopyTo(_chosen, 0);
        IsOfLevel = Narrowing.Narrow(random, _chosen);
        for (int i = 0; i < _own.Length; i++)
            if (!_own[i].Contains(_chosen[i]))
                throw new InvalidOperationException(
                    $"'{task.Parameters[i].Name}' cannot be drawn from {_chosen[i]}: the task was checked for {_own[i]}");
    }
}
