namespace NeuralMemory.Results;

/// <summary>A look at the work tree around a folder. Git looks while others work; only who asks for what it saw waits.</summary>
public sealed class WorkTreeLook
{
    private readonly Task<WorkTreeChanges?> _changes;

    private WorkTreeLook(Task<WorkTreeChanges?> changes) => _changes = changes;

    /// <summary>What was seen; null where there is no work tree, or git is not there or does not answer in time.</summary>
    internal WorkTreeChanges? Changes => _changes.GetAwaiter().GetResult();

    /// <summary>Begins to look.</summary>
    /// <param name="around">A folder in the work tree, such as that of the config.</param>
    public static WorkTreeLook Begin(string around)
    {
        ArgumentNullException.ThrowIfNull(around);
        return new(WorkTree.ChangesInAsync(around));
    }
}
