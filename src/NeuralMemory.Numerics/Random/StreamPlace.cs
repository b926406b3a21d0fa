namespace NeuralMemory.Numerics;

/// <summary>Where a <see cref="RandomStream"/> stands.</summary>
public readonly record struct StreamPlace
{
    private readonly ulong _s0, _s1, _s2, _s3;

    internal StreamPlace(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    internal void Deconstruct(out ulong s0, out ulong s1, out ulong s2, out ulong s3) => (s0, s1, s2, s3) = (_s0, _s1, _s2, _s3);
}
