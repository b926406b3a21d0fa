using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>Machines with the memory and the clamps of a point.</summary>
internal static class ResizedMachine
{
    /// <summary>
    /// Uses a machine with as many slots as a point asks for, in which its clamps hold; what is made for it lives no longer than the use.
    /// </summary>
    public static T At<T>(this IMachine machine, EvaluationPoint point, Func<IMachine, T> use)
    {
        using IMachine? resized = point.Slots is { } slots ? machine.WithSlots(slots) : null;
        return use((resized ?? machine).With(point.Clamps));
    }
}
