namespace NeuralMemory.Commands.Tests;

public sealed class SpeedCheckTests
{
    [Theory]
    [InlineData(9, null)]
    [InlineData(100, null)]
    [InlineData(0.8, "a core of this processor has about 80 GFLOP/s, and 1 % of it were measured: no DOTNET_ variable explains it; a "
        + "virtual machine may hide instructions such as AVX2 and FMA, or the machine is very busy")]
    [InlineData(0.8, "a core of this processor has about 80 GFLOP/s, and 1 % of it were measured: COMPlus_EnableAVX2=0 and "
        + "DOTNET_JITMinOpts=1 in the environment are likely at fault: unset them", "DOTNET_JITMinOpts=1", "COMPlus_EnableAVX2=0",
        "HOME=/root", "DOTNET_ROOT=/usr")]
    public void A_speed_is_a_problem_below_a_tenth_of_the_processors(double gigaflops, string? problem, params string[] variables) =>
        Assert.Equal(problem, SpeedCheck.Problem(gigaflops, 80, variables.Select(each => (each.Split('=')[0], each.Split('=')[1]))));

    [Theory]
    [InlineData(80, "cpu MHz\t\t: 2500.000", "flags\t\t: fpu avx avx2 fma")]
    [InlineData(40, "cpu MHz\t\t: 2500.000", "flags\t\t: fpu avx")]
    [InlineData(64, "flags\t\t: fpu avx2")]
    [InlineData(32)]
    public void The_peak_comes_from_clock_and_vectors(double peak, params string[] lines) =>
        Assert.Equal(peak, SpeedCheck.PeakOf(lines));
}
