using K8tre.Automation.Programs;

namespace K8tre.Tests.Automation.Programs;

public sealed class ProgramFailureTests
{
    [Fact]
    public void A_logged_exception_is_told_without_its_stack_trace()
    {
        const string logged =
            """
            Running program '/src/infra/bin/K8tre.Infra.dll' failed with an unhandled exception:
            System.InvalidOperationException: no bridge
             ---> System.IO.IOException: water
               at K8tre.Bridge.Open(String name) in /src/Bridge.cs:line 12
               --- End of inner exception stack trace ---
               at Program.<Main>$(String[] args)
            --- End of stack trace from previous location ---
            """;

        Assert.Equal(
            ["System.InvalidOperationException: no bridge\n ---> System.IO.IOException: water"],
            ProgramFailure.Describe([logged], "ignored", 32));
    }

    [Fact]
    public void An_error_that_repeats_an_earlier_one_is_told_once()
        => Assert.Equal(
            ["Duplicate URN", "another"], ProgramFailure.Describe(["Duplicate URN", "failed: Duplicate URN", "another"], "", 32));

    [Fact]
    public void A_crash_before_the_deployment_is_told_from_standard_error()
        => Assert.Equal(
            ["System.Exception: boom"],
            ProgramFailure.Describe([], "Unhandled exception. System.Exception: boom\n   at Program.Main() in x.cs:line 1\n", 134));

    [Fact]
    public void A_program_that_says_nothing_is_told_by_its_exit_code()
        => Assert.Equal(["the program ended with exit code 3 and without a message"], ProgramFailure.Describe([], "", 3));
}
