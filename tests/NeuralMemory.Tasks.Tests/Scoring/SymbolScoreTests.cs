using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Scores of symbols, of channels, and up to a terminator, against what the definitions say.</summary>
public sealed class SymbolScoreTests
{
    [Fact]
    public void Scores_of_symbols_and_channels_are_those_of_the_definitions()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            parameters: { length: [2, 6] }
            inputs: { x: 1 }
            targets: { bit: 2, token: 3, pair: 4 }
            draw:
              items: bits(length, 2)
              classes: concat(literal(1, 0, 0), literal(0, 1, 0), literal(0, 0, 1), zeros(1, 3))
              order: permutation(4)
              pairs: concat(literal(1, 0, 0, 1), literal(0, 1, 0, 1))
            loss: { bit: bits, token: softmax, pair: softmax(2) }
            episode:
              - { recall: { bit: items, token: gather(classes, slice(order, 0, 2)), pair: pairs }, score: { bit: items0 } }
            variables: { items0: ones(2, 1) }
            """);
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 12);
        Real[] logits = new Real[batch.Rows * 9];
        var random = new RandomStream(new(3));
        foreach (ref Real logit in logits.AsSpan())
            logit = (Real)random.NextDouble(-3, 3);
        var scorer = new EpisodeScorer(task.Losses);
        scorer.Add(batch, logits);

        (int Start, int Classes)[][] channels = [[(0, 1), (1, 1)], [(2, 3)], [(5, 2), (7, 2)]];
        var shares = new List<double>[] { [], [], [], [] };
        double[] nats = new double[4];
        int[] right = new int[4], judged = new int[4], exact = new int[4];
        for (int s = 0; s < batch.Sequences; s++)
        {
            int[] rightHere = new int[4], judgedHere = new int[4];
            for (int t = 0; t < batch.Lengths[s]; t++)
                for (int c = 0; c < 3; c++)
                    foreach ((int start, int classes) in channels[c])
                    {
                        int at = batch.Row(s, t) * 9 + start;
                        Real[] y = batch.Targets.Slice(at, classes).ToArray();
                        bool scored = classes == 1 ? t < 2 : y.Any(value => value != 0);
                        Assert.Equal(scored, batch.Mask[at] == 1);
                        if (!scored)
                            continue;
                        double[] x = [.. logits.AsSpan(at, classes).ToArray().Select(value => (double)value)];
                        // A bit is a symbol whose other class has the logit 0.
                        (x, y) = classes == 1 ? ([x[0], 0], [y[0], 1 - y[0]]) : (x, y);
                        double[] p = [.. x.Select(Math.Exp)];
                        double cost = -Math.Log(p[Array.IndexOf(y, (Real)1)] / p.Sum());
                        bool isRight = Array.IndexOf(x, x.Max()) == Array.IndexOf(y, (Real)1);
                        foreach (int k in (int[])[c, 3])
                        {
                            nats[k] += cost;
                            judgedHere[k]++;
                            rightHere[k] += isRight ? 1 : 0;
                        }
                    }

            for (int k = 0; k < 4; k++)
                if (judgedHere[k] > 0)
                {
                    shares[k].Add(100.0 * rightHere[k] / judgedHere[k]);
                    exact[k] += rightHere[k] == judgedHere[k] ? 1 : 0;
                    (right[k], judged[k]) = (right[k] + rightHere[k], judged[k] + judgedHere[k]);
                }
        }

        TaskScores scores = scorer.Scores;
        string?[] names = ["bit", "token", "pair", null];
        for (int k = 0; k < 4; k++)
        {
            Assert.Equal(nats[k] / Math.Log(2) / 12, Value(MetricKind.BitsPerSequence, k), 1e-6);
            Assert.Equal(shares[k].Average(), Value(MetricKind.AccuracyPercent, k), 1e-9);
            Assert.Equal(100.0 * exact[k] / shares[k].Count, Value(MetricKind.ExactMatchPercent, k), 1e-9);
            Assert.Equal(1 - (double)exact[k] / shares[k].Count, Value(MetricKind.SequenceErrors, k), 1e-9);
        }

        Assert.Equal((judged[0] - right[0]) / 12.0, Value(MetricKind.BitErrorsPerSequence, 3));
        Assert.Equal((judged[1] + judged[2] - right[1] - right[2]) / 12.0, Value(MetricKind.SymbolErrorsPerSequence, 3));
        Assert.Equal(100.0 * (judged[2] - right[2]) / judged[2], Value(MetricKind.WrongSymbolsPercent, 2));
        Assert.Equal(100.0 * (judged[0] - right[0]) / judged[0], Value(MetricKind.WrongBitsPercent, 0));
        // Of a bit and of a pair guessing gets one in two, of a token of three classes one in three.
        double[] guessed = [judged[0] / 2.0, judged[1] / 3.0, judged[2] / 2.0, (judged[0] + judged[2]) / 2.0 + judged[1] / 3.0];
        for (int k = 0; k < 4; k++)
            Assert.Equal((right[k] - guessed[k]) / (judged[k] - guessed[k]), Value(MetricKind.ScaledAccuracy, k), 1e-9);
        Assert.Throws<ArgumentException>(() => scores.Value(new(MetricKind.AccuracyPercent, "tokn")));

        double Value(MetricKind kind, int k) => scores.Value(new(kind, names[k]));
    }

    [Fact]
    public void After_a_terminator_nothing_is_judged_and_everything_is_paid_for()
    {
        // Wanted: 0 2 1 2; answered: 0 2 0 0, so that only what comes after the end is wrong.
        Assert.Equal((2, 0, 100.0, 100.0), Score("terminator: { token: 2 }", [0, 2, 0, 0]));
        Assert.Equal((4, 2, 50.0, 0.0), Score("", [0, 2, 0, 0]));
        Assert.Equal((2, 1, 50.0, 0.0), Score("terminator: { token: 2 }", [0, 1, 1, 2]));
        Assert.Equal((4, 4, 0.0, 0.0), Score("terminator: { token: 3 }", [1, 1, 2, 0]));

        static (long Judged, long Wrong, double Accuracy, double Exact) Score(string terminator, int[] answers)
        {
            TaskDefinition task = Repository.Define($$"""
                task: t
                version: 1
                inputs: { x: 1 }
                targets: { token: 4 }
                loss: softmax
                {{terminator}}
                episode:
                  - recall: { token: concat(literal(1, 0, 0, 0), literal(0, 0, 1, 0), literal(0, 1, 0, 0), literal(0, 0, 1, 0)) }
                """);
            var batch = new SequenceBatch();
            new EpisodeSampler(task).Sample(batch, new(3), 0, 1);
            Real[] logits = new Real[16];
            for (int t = 0; t < 4; t++)
                logits[4 * t + answers[t]] = 1;
            var scorer = new EpisodeScorer(task.Losses);
            scorer.Add(batch, logits);
            int[] wanted = [0, 2, 1, 2];
            double bits = 4 * Math.Log2(3 + Math.E) - Enumerable.Range(0, 4).Count(t => answers[t] == wanted[t]) / Math.Log(2);
            Assert.Equal(bits, scorer.Total.BitsPerSequence, 1e-6);
            ScoreSums total = scorer.Total;
            return (
                total.TargetSymbols, total.WrongSymbols, total.Value(MetricKind.AccuracyPercent),
                total.Value(MetricKind.ExactMatchPercent));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Extreme_logits_stay_finite_and_tiny_losses_are_kept(int classes)
    {
        Real[] wanted = new Real[classes], right = new Real[classes], wrong = new Real[classes];
        (wanted[1], right[1], wrong[2]) = (1, 40, 10000);
        Assert.Equal((classes - 1) * Math.Exp(-40), CrossEntropies.OfSymbol(right, wanted, 1), classes * 1e-24);
        Assert.Equal(10000, CrossEntropies.OfSymbol(wrong, wanted, 2));
        Assert.Equal(Math.Log(classes), CrossEntropies.OfSymbol(new Real[classes], wanted, 0), 1e-6);
    }

    [Fact]
    public void What_is_no_number_is_wrong()
    {
        TaskDefinition task = Repository.Define("""
            task: t
            version: 1
            inputs: { x: 1 }
            targets: { bit: 1, token: 3 }
            loss: { bit: bits, token: softmax }
            episode:
              - recall: { bit: literal(0), token: literal(1, 0, 0) }
            """);
        var batch = new SequenceBatch();
        new EpisodeSampler(task).Sample(batch, new(3), 0, 1);
        var scorer = new EpisodeScorer(task.Losses);
        scorer.Add(batch, [Real.NaN, Real.NaN, Real.NaN, Real.NaN]);
        Assert.Equal((1, 1), (scorer.Total.WrongBits, scorer.Total.WrongSymbols));
    }

    [Fact]
    public void The_largest_is_the_first_of_several_and_what_is_no_number_is_above_all()
    {
        Assert.Equal(1, CrossEntropies.IndexOfLargest([1, Real.NaN, 2]));
        Assert.Equal(2, CrossEntropies.IndexOfLargest([1, 0, 2, 2]));
        Assert.Equal(0, CrossEntropies.IndexOfLargest([Real.NegativeInfinity, Real.NegativeInfinity]));
    }
}
