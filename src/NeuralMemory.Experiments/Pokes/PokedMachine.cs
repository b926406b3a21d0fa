using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>Machines in which pokes hold.</summary>
internal static class PokedMachine
{
    /// <summary>
    /// The machine in whose steps those pokes hold that are about its heads: itself where none are, else one that frees nothing when it is
    /// disposed of.
    /// </summary>
    /// <param name="machine">The machine, for which the pokes were checked.</param>
    /// <param name="pokes">The pokes.</param>
    public static IMachine With(this IMachine machine, IEnumerable<Poke> pokes)
    {
        StepClamp[] clamps =
        [
            .. pokes.Select(poke => poke switch
            {
                ClampPoke clamp => clamp.ToClamp(),
                HeadPoke head => head.ToClamp(),
                _ => null,
            }).OfType<StepClamp>(),
        ];
        return clamps.Length == 0 ? machine : machine.WithClamps(clamps)!;
    }
}
