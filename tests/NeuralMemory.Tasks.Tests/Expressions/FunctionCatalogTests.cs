using System.Text.RegularExpressions;

namespace NeuralMemory.Tasks.Tests;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Every_function_that_is_written_is_listed() =>
        Assert.Equal(
            typeof(TaskFunction).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(TaskFunction)))
                .Select(type => type.Name).Order(StringComparer.Ordinal),
            FunctionCatalog.Names.Select(name => FunctionCatalog.Find(name)!.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_unique_and_only_the_last_argument_repeats()
    {
        Assert.Equal(FunctionCatalog.Names.Count, FunctionCatalog.Names.Distinct().Count());
        Assert.All(FunctionCatalog.Names, name =>
            Assert.DoesNotContain(FunctionCatalog.Find(name)!.Arguments.SkipLast(1), argument => argument.Repeats));
    }

    [Fact]
    public void What_other_languages_call_otherwise_is_written_with_functions_that_there_are()
    {
        Assert.DoesNotContain(ForeignNames.Names, FunctionCatalog.Names.Contains);
        Assert.All(ForeignNames.Names, name => Assert.All(
            Regex.Matches(ForeignNames.Find(name)!, @"(\w+)\("),
            call => Assert.NotNull(FunctionCatalog.FormOf(call.Groups[1].Value))));
    }
}
