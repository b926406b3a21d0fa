using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>eval --answers</c>: what a machine says whose own answer comes back to it.</summary>
public sealed class EvalAnswersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Answers_are_shown_in_words_below_what_they_answer()
    {
        NamesTask.Write(_folder, "text(name, line)");
        string run = Train();
        string[] lines = InProcess.Run("eval", run, "--answers", "2").Expect(ExitCodes.Done).Out.TrimEnd().Split('\n');
        JsonElement[] answers =
            [.. InProcess.Run("eval", run, "--answers", "2", "--json").Expect(ExitCodes.Done).Json.GetProperty("answers").EnumerateArray()];
        Assert.Equal(2, answers.Length);
        for (int i = 0; i < 2; i++)
        {
            string name = Words(answers[i].GetProperty("shown").GetProperty("name")), wanted = Words(answers[i].GetProperty("wanted"));
            Assert.Contains(
                ((string Name, string Kind)[])[("a n n e", "a woman"), ("p a u l", "a man")], line => line == (name, wanted));
            string answer = Words(answers[i].GetProperty("answer")) + (answers[i].GetProperty("has_ended").GetBoolean() ? "" : " ...");
            Assert.Equal(["", $"name    {name}", $"wanted  {wanted}", $"answer  {answer}".TrimEnd()],
                lines[^(8 - 4 * i)..][..4].Select(line => line.TrimEnd()));
        }

        static string Words(JsonElement words) => string.Join(' ', words.EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public void A_task_without_feedback_has_no_answers_to_show()
    {
        File.WriteAllText(_folder["names.yaml"], """
            task: names
            version: 1
            inputs: { bit: 1 }
            targets: { bit: 1 }
            draw: { items: "bits(3, 1)" }
            episode: [{ show: { bit: items } }, { recall: { bit: items } }]
            loss: bits
            """);
        string run = Train();
        Assert.Contains("--answers: no answer comes back in the task 'names': its episode has no phase with 'feedback'",
            InProcess.Run("eval", run, "--answers", "2").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_ones_own_are_answered_one_a_line()
    {
        NamesTask.Write(_folder, "text(name, line)");
        string run = Train(), texts = _folder["texts.txt"], answers = _folder["answers.jsonl"];
        File.WriteAllText(texts, "Paul\n\n  anne \r\nla\n");
        string shown = InProcess.Run("eval", run, "--input", texts).Expect(ExitCodes.Done).Out;
        Assert.DoesNotContain("wanted", shown, StringComparison.Ordinal);
        InProcess.Run("eval", run, "--input", texts, "--outputs", answers).Expect(ExitCodes.Done);
        Assert.Equal(File.ReadAllText(answers), InProcess.Run("eval", run, "--input", texts, "--json").Expect(ExitCodes.Done).Out);
        JsonElement[] given = [.. File.ReadLines(answers).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["p a u l", "a n n e", "l a"], given.Select(each => Words(each.GetProperty("shown").GetProperty("name"))));
        Assert.All(given, each => Assert.False(each.TryGetProperty("wanted", out _)));
        Assert.All(given, each => Assert.Contains(
            $"answer  {Words(each.GetProperty("answer"))}".TrimEnd(), shown, StringComparison.Ordinal));

        // What is said of a line of the corpus is what an evaluation hears.
        JsonElement[] heard =
            [.. InProcess.Run("eval", run, "--answers", "2", "--json").Expect(ExitCodes.Done).Json.GetProperty("answers").EnumerateArray()];
        foreach (JsonElement each in heard)
            Assert.Contains((Words(each.GetProperty("shown").GetProperty("name")), Words(each.GetProperty("answer"))),
                given.Select(own => (Words(own.GetProperty("shown").GetProperty("name")), Words(own.GetProperty("answer")))));

        static string Words(JsonElement words) => string.Join(' ', words.EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public void What_is_wrong_with_texts_is_said_with_its_place()
    {
        NamesTask.Write(_folder, "text(name, line)");
        string run = Train(), texts = _folder["texts.txt"];
        File.WriteAllText(texts, "anne\nxa\nay\n");
        string error = InProcess.Run("eval", run, "--input", texts).Expect(ExitCodes.Usage).Error;
        Assert.Contains("texts.txt:2:1: 'x' is not in the vocabulary 'name'", error, StringComparison.Ordinal);
        Assert.Contains("texts.txt:3:1: 'y' is not in the vocabulary 'name'", error, StringComparison.Ordinal);
        File.WriteAllText(texts, "\n \n");
        Assert.Contains("texts.txt: it has no text",
            InProcess.Run("eval", run, "--input", texts).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--outputs: answers to texts are texts", InProcess.Run(
            "eval", run, "--input", texts, "--outputs", _folder["answers.npz"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--answers: it says which episodes are drawn", InProcess.Run(
            "eval", run, "--input", texts, "--answers", "2").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_no_input_of_a_task_that_does_not_answer_in_words()
    {
        File.WriteAllText(_folder["names.yaml"], """
            task: names
            version: 1
            inputs: { bit: 1 }
            targets: { bit: 1 }
            draw: { items: "bits(3, 1)" }
            episode: [{ show: { bit: items } }, { recall: { bit: items } }]
            loss: bits
            """);
        File.WriteAllText(_folder["texts.txt"], "anne\n");
        Assert.Contains("--input: texts are answered in words, and the task 'names' has no corpus", InProcess.Run(
            "eval", Train(), "--input", _folder["texts.txt"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Train()
    {
        File.WriteAllText(_folder["config.yaml"], """
            name: names
            task: ./names.yaml
            machine: { kind: lstm, units: 8 }
            training: { steps: 5, batch: 4, threads: 1, optimizer: { kind: adam, rate: 1e-2 } }
            evaluation: { every: 5, episodes: 4 }
            """);
        string run = _folder["run"];
        InProcess.Run("train", _folder["config.yaml"], "--out", run).Expect(ExitCodes.Done);
        return run;
    }
}
