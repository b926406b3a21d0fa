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
