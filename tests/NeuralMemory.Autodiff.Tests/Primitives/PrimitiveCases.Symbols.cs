using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Primitives of symbols that are given by their numbers.</summary>
internal static partial class PrimitiveCases
{
    /// <summary>Three rows, of columns 0 to 3, of which 1 and 3 hold symbols of five and of two.</summary>
    private static PrimitiveCase Embedded(int[] first, int[] second) => new(
        [(new(2, 2), Domain.Any)],
        (t, x) =>
        {
            Variable y = t.Embed(
                Numbers(t, [7, first[0], 8, second[0], 9, first[1], 10, second[1], 11, 2, 12, 1], 4), [1, 3], t.Parameters.Items.ToArray());
            return [y, t.Tanh(x[0])];
        },
        s =>
        {
            s.Tensor("many", new(5, 9), (_, _) => 0);
            s.Tensor("few", new(2, 3), (_, _) => 0);
        });

    /// <summary>A column alone, which is shown the same symbol twice.</summary>
    private static PrimitiveCase EmbeddedAlone() => new(
        [(new(2, 2), Domain.Any)],
        (t, x) => [t.Embed(Numbers(t, [1, -1, 1], 1), [0], t.Parameters.Items.ToArray()), t.Tanh(x[0])],
        s => s.Tensor("table", new(3, 5), (_, _) => 0));

    private static PrimitiveCase RowsOfSteps(params int[] steps) => new([(new(6, 5), Domain.Any)], (t, x) =>
    {
        SequenceBatch batch = SomeAnswers(new TargetGroup(0, 1, 1));
        return [.. steps.Select(step => t.RowsOfStep(x[0], batch, step))];
    });

    private static PrimitiveCase Answered() => new(
        [(new(6, 5), Domain.Any)], (t, x) => [t.Answered(x[0], SomeAnswers(new TargetGroup(0, 1, 1)))]);

    /// <summary>A bit, two symbols of three by their numbers, a symbol of two by its columns, in rows 1, 2 and 5.</summary>
    private static PrimitiveCase ScoredInSomeRows() => new([(new(3, 9), Domain.Any)], (t, x) =>
    {
        TargetGroup[] groups =
        [
            TargetGroup.Bits(0, 1), new(1, 6, 3) { TargetStart = 1, IsNumber = true }, new(7, 2, 2) { TargetStart = 3 },
        ];
        return [t.CrossEntropy(x[0], SomeAnswers(groups), groups, (Real)0.5)];
    });

    private static SequenceBatch SomeAnswers(params TargetGroup[] groups)
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 3, 1], 1, groups[^1].TargetEnd);
        for (int row = 0; row < batch.Rows; row++)
            foreach (TargetGroup group in groups)
                for (int item = 0; item < group.Items; item++)
                {
                    int column = group.TargetStart + item * group.TargetsOfItem;
                    batch.MaskRow(row).Slice(column, group.TargetsOfItem).Fill((row + item) % 3 == 0 ? 0 : 1);
                    if (group.IsNumber)
                        batch.TargetRow(row)[column] = (row + item) % group.Classes;
                    else
                        batch.TargetRow(row)[column + row % group.Classes] = 1;
                }

        batch.AnswerIn([1, 2, 5]);
        return batch;
    }

    private static Variable Numbers(Tape tape, Real[] numbers, int width) =>
        Untracked.Constant(tape, numbers, new(numbers.Length / width, width));
}
