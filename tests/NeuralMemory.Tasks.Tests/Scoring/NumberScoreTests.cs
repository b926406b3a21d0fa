using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Scores of numbers whose squared error is trained, against what the definitions say.</summary>
public sealed class NumberScoreTests
{
    [Fact]
    public void Scores_of_numbers_are_those_of_the_definitions_and_leave_the_others_alone()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { length: [2, 6] }
            inputs: { x: 1 }
            targets: { place: 2, bit: 1, height: 1 }
            draw: { places: "reals(length, 2, -3, 3)", flags: "bits(length, 1)" }
            loss: { place: squared, bit: bits, height: squared }
            tolerance: { place: 1, height: 0.25 }
            episode:
              - { recall: { place: places, bit: flags, height: 0.5 }, score: { height: flags } }
            """);
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 12);
        Real[] logits = new Real[batch.Rows * 4];
        var random = new RandomStream(new(3));
        foreach (ref Real logit in logits.AsSpan())
            logit = (Real)random.NextDouble(-3, 3);
        var scorer = new EpisodeScorer(task.Losses);
        scorer.Add(batch, logits);

        double squared = 0, absolute = 0, squaredHeight = 0, accuracy = 0;
        int numbers = 0, wrong = 0, heights = 0, exact = 0;
        for (int s = 0; s < batch.Sequences; s++)
        {
            int judgedHere = 0, wrongHere = 0;
            double lossHere = 0;
            for (int t = 0; t < batch.Lengths[s]; t++)
                for (int column = 0; column < 4; column++)
                {
                    int at = batch.Row(s, t) * 4 + column;
                    if (batch.Mask[at] == 0)
                        continue;
                    judgedHere++;
                    double off = Math.Abs((double)logits[at] - batch.Targets[at]);
                    bool isBit = column == 2, isWrong = isBit ? logits[at] > 0 != batch.Targets[at] > 0.5 : off > (column == 3 ? 0.25 : 1);
                    wrongHere += isWrong ? 1 : 0;
                    if (isBit)
                    {
                        lossHere += CrossEntropies.OfBit(logits[at], batch.Targets[at]);
                        continue;
                    }

                    (squared, absolute, lossHere) = (squared + off * off, absolute + off, lossHere + off * off);
                    (numbers, wrong) = (numbers + 1, wrong + (isWrong ? 1 : 0));
                    (heights, squaredHeight) = column == 3 ? (heights + 1, squaredHeight + off * off) : (heights, squaredHeight);
                }

            Assert.Equal(lossHere, scorer.LossOf(s), 1e-9);
            accuracy += 100.0 * (judgedHere - wrongHere) / judgedHere / batch.Sequences;
            exact += wrongHere == 0 ? 1 : 0;
        }

        TaskScores scores = scorer.Scores;
        Assert.InRange(heights, 1, batch.Rows - 1);
        Assert.Equal(squared / numbers, scores.Value(new(MetricKind.SquaredError)), 1e-9);
        Assert.Equal(squaredHeight / heights, scores.Value(new(MetricKind.SquaredError, "height")), 1e-9);
        Assert.Equal(absolute / numbers, scores.Value(new(MetricKind.AbsoluteError)), 1e-9);
        Assert.Equal(100.0 * wrong / numbers, scores.Value(new(MetricKind.WrongNumbersPercent)), 1e-9);
        Assert.Equal(accuracy, scores.Value(new(MetricKind.AccuracyPercent)), 1e-9);
        Assert.Equal(100.0 * exact / batch.Sequences, scores.Value(new(MetricKind.ExactMatchPercent)), 1e-9);
        Assert.Equal((batch.Rows, 0), (scores.Total.TargetBits, scores.Total.TargetSymbols));
        Assert.Equal(scores.Total.Nats + squared, scores.Total.Loss, 1e-9);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.75, true)]
    [InlineData(0.25, true)]
    [InlineData(0.751, false)]
    [InlineData(0.249, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void A_number_is_right_up_to_its_tolerance_and_not_beyond(double answer, bool isRight)
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            inputs: { x: 1 }
            targets: { y: 1 }
            loss: squared
            tolerance: 0.25
            episode:
              - recall: { y: literal(0.5) }
            """);
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 1);
        var scorer = new EpisodeScorer(task.Losses);
        scorer.Add(batch, [(Real)answer]);
        Assert.Equal((1, isRight ? 0 : 1), (scorer.Total.TargetNumbers, scorer.Total.WrongNumbers));
        Assert.Equal(isRight ? 0 : 100, scorer.Total.Value(MetricKind.WrongNumbersPercent));
    }
}
