namespace NeuralMemory.Experiments;

/// <summary>
/// The kinds of machine that a program adds to those built in. They count in the whole process, from when they are added: a program adds
/// them before it reads its first config.
/// </summary>
public static class MachineKinds
{
    private static readonly Lock Gate = new();

    /// <summary>Adds kinds: all of them, or none.</summary>
    /// <param name="kinds">What a config may name from now on.</param>
    /// <returns>Takes them out again when it is disposed of.</returns>
    /// <exception cref="ArgumentException">There is a kind or preset of such a name already.</exception>
    public static IDisposable Add(params IReadOnlyList<MachineKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        lock (Gate)
        {
            HashSet<string> taken = [.. MachineSchema.Root.Kinds];
            foreach (string name in kinds.SelectMany(kind => kind.Names))
                if (!taken.Add(name))
                    throw new ArgumentException(
                        $"there is a kind of machine '{name}' already; the kinds are {string.Join(", ", MachineSchema.Root.Kinds)}");
            foreach (MachineKind kind in kinds)
                kind.AddTo(MachineSchema.Root);
        }

        return new Added([.. kinds.Select(kind => kind.Name)]);
    }

    private sealed class Added(IReadOnlyList<string> names) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
                MachineSchema.Root.Remove(names);
        }
    }
}
