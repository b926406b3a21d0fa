namespace NeuralMemory.Results.Tests;

/// <summary>Which answers of an episode count, and which of them are wrong.</summary>
public sealed class EpisodeRecordingTests
{
    /// <summary>A bit, and a symbol of three classes; the first step is not scored.</summary>
    private static readonly EpisodeRecording Recording = new()
    {
        Task = "mixed",
        Inputs = new float[4, 1],
        Targets = new float[,] { { 1, 0, 0, 1 }, { 1, 0, 1, 0 }, { 0, 1, 0, 0 }, { 1, 0, 0, 1 } },
        Outputs = new float[,]
        {
            { 0, 0.9f, 0, 0 }, { 0.8f, 0.1f, 0.7f, 0.2f }, { 0.6f, 0.2f, 0.3f, 0.5f }, { 0.4f, 0.4f, 0.4f, 0.2f },
        },
        Scored = [false, true, true, true],
        Symbols = [new(1, 3)],
    };

    [Fact]
    public void A_bit_and_a_symbol_are_an_answer_each()
    {
        Assert.Equal("answers", Recording.Unit);
        Assert.Equal(6, Recording.ScoredAnswers);
        Assert.Equal(4, Recording.WrongAnswers);
        Assert.Equal([0, 0, 2, 2], Enumerable.Range(0, 4).Select(Recording.WrongAnswersAt));
    }

    [Fact]
    public void Of_a_wrong_symbol_its_class_and_the_one_wanted_are_wrong_and_of_equal_ones_the_first_is_meant()
    {
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(channel => Recording.IsWrong(2, channel)));
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(channel => Recording.IsWrong(3, channel)));
        Assert.Equal([false, false, false, false], Enumerable.Range(0, 4).Select(channel => Recording.IsWrong(1, channel)));
    }

    [Fact]
    public void What_a_mask_leaves_out_does_not_count()
    {
        bool[,] mask = new bool[4, 4];
        mask[2, 0] = true;
        EpisodeRecording masked = Recording with { Mask = mask };
        Assert.Equal((1, 1), (masked.ScoredAnswers, masked.WrongAnswers));
    }

    [Fact]
    public void No_class_is_more_probable_than_a_number_because_there_is_no_number()
    {
        EpisodeRecording broken = Recording with
        {
            Outputs = new float[,] { { 0, 0, 0, 0 }, { 1, float.NaN, 0.1f, 0 }, { 0, 1, 0, 0 }, { 1, 0, 0, 1 } },
        };
        Assert.Equal(0, broken.WrongAnswers);
    }
}
