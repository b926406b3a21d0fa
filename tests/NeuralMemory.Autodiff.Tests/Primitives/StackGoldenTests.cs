using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Stacks against the oracle, outputs and gradients.</summary>
public sealed class StackGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_stack_that_pushes_pops_and_keeps_by_shares(string folder)
    {
        using var run = new GoldenRun(folder, "stack_unroll");
        Variable stack = run.Memory("stack");
        for (int t = 0; t < run.Golden.Size("T"); t++)
        {
            run.Tape.NextStep();
            stack = run.Tape.UpdateStack(stack, run.OfOneWriter("actions", t), run.OfOneWriter("values", t));
            run.Output("tops", run.Tape.FirstCells(stack, stack.Rows, 1), t);
        }

        run.OutputMemory("stack", stack);
        run.Check();
    }
}
