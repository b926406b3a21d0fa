namespace NeuralMemory.Tasks.Tests;

/// <summary>BLEU as sacreBLEU defines it, against values computed by hand.</summary>
public sealed class BleuTests
{
    [Fact]
    public void What_is_wanted_has_a_score_of_100() =>
        Assert.Equal(100, BleuSums.Of([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).Score, 1e-9);

    [Fact]
    public void Precisions_of_four_lengths_are_averaged_geometrically()
    {
        // Answer a b c d e f, wanted a b c d e g: 5 of 6, 4 of 5, 3 of 4, 2 of 3. The product is 1/3.
        BleuSums sums = BleuSums.Of([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7]);
        Assert.Equal(((6, 5, 4, 3), (5, 4, 3, 2)), (sums.Grams, sums.Matches));
        Assert.Equal(100 * Math.Pow(1.0 / 3, 0.25), sums.Score, 1e-9);
        Assert.Equal(75.9835685652, sums.Score, 1e-9);
    }

    [Fact]
    public void An_n_gram_counts_no_oftener_than_it_is_wanted()
    {
        // Papineni's example: "the" seven times, of which the sentence has two.
        BleuSums sums = BleuSums.Of([1, 1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 1, 5]);
        Assert.Equal((2, 0, 0, 0), sums.Matches);
        Assert.Equal((7, 6, 5, 4), sums.Grams);
        // 100 * 2/7, then 100 / (2 * 6), 100 / (4 * 5), 100 / (8 * 4); the answer is not short.
        Assert.Equal(Math.Pow(200.0 / 7 * (100.0 / 12) * 5 * 3.125, 0.25), sums.Score, 1e-9);
    }

    [Fact]
    public void Short_answers_are_punished_by_their_lengths_together()
    {
        // Four symbols of eight: all precisions are 1, and the penalty is exp(1 - 8/4).
        Assert.Equal(100 * Math.Exp(-1), BleuSums.Of([1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]).Score, 1e-9);
        // A long answer makes up for a short one: the lengths of the corpus count, 4 + 12 against 8 + 8.
        BleuSums corpus = BleuSums.Of([1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8])
            .Plus(BleuSums.Of([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22], [11, 12, 13, 14, 15, 16, 17, 18]));
        Assert.Equal((16, 16), (corpus.AnswerLength, corpus.WantedLength));
        Assert.Equal(((16, 14, 12, 10), (12, 10, 8, 6)), (corpus.Grams, corpus.Matches));
        Assert.Equal(100 * Math.Pow(12.0 / 16 * 10 / 14 * 8 / 12 * 6 / 10, 0.25), corpus.Score, 1e-9);
    }

    [Fact]
    public void Without_a_match_or_without_four_symbols_anywhere_the_score_is_0()
    {
        Assert.Equal(0, BleuSums.Of([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).Score);
        Assert.Equal(0, BleuSums.Of([1, 2, 3], [1, 2, 3]).Score);
        Assert.Equal(0, BleuSums.Of([], [1, 2, 3]).Score);
        Assert.Equal(0, default(BleuSums).Score);
        // One answer of four symbols is enough for all of a corpus.
        Assert.Equal(100, BleuSums.Of([1, 2, 3], [1, 2, 3]).Plus(BleuSums.Of([1, 2, 3, 4], [1, 2, 3, 4])).Score, 1e-9);
    }

    [Fact]
    public void Ends_are_symbols_of_an_answer_and_none_of_BLEU()
    {
        AnswerSums right = AnswerSums.Of([4, 5, 0], [4, 5, 0], 0), endless = AnswerSums.Of([4, 5, 6], [4, 5, 0], 0),
            longer = AnswerSums.Of([4, 5, 6, 0], [4, 5, 0], 0), early = AnswerSums.Of([4, 0], [4, 5, 0], 0);
        Assert.Equal((1, 3, 3, 2, 2), Of(right));
        Assert.Equal((0, 2, 3, 3, 2), Of(endless));
        Assert.Equal((0, 2, 3, 3, 2), Of(longer));
        Assert.Equal((0, 1, 3, 1, 2), Of(early));
        AnswerSums all = right.Plus(endless).Plus(longer).Plus(early);
        Assert.Equal((25, 100.0 * 8 / 12), (all.ExactMatchPercent, all.TokenAccuracyPercent));

        static (long RightAnswers, long Right, long Wanted, long Answered, long WantedByBleu) Of(AnswerSums sums) =>
            (sums.RightAnswers, sums.RightSymbols, sums.WantedSymbols, sums.Bleu.AnswerLength, sums.Bleu.WantedLength);
    }
}
