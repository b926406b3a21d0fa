namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The first cells of a memory: the top of stacks, or what stands below the head of tapes. Cells past its end are 0.</summary>
    /// <param name="memory">[at least B, W, N]</param>
    /// <param name="rows">B, of how many sequences.</param>
    /// <param name="count">K, how many cells, at least 1.</param>
    /// <returns>[B, K, W]</returns>
    public Variable FirstCells(Variable memory, int rows, int count)
    {
        Expect.Rows(memory, rows, memory.Shape[1], memory.Shape[2]);
        Expect.That(count >= 1, $"takes at least one cell, not {count}");
        Touch(memory);
        return FirstCellsCore(memory, rows, count);
    }

    /// <summary>The engine's <see cref="FirstCells"/>, whose arguments have been checked.</summary>
    protected abstract Variable FirstCellsCore(Variable memory, int rows, int count);
}
