#pragma warning disable CA1050 // the runtime looks for this very name, outside of any namespace

/// <summary>Runs inside a planned program before its own code, and ends it when the command that started it is gone.</summary>
/// <remarks>
/// The command holds the other end of the program's standard input, which the system closes however the command ends.
/// What a startup hook is: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md
/// </remarks>
internal static class StartupHook
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
        => new Thread(EndWithTheCommand) { IsBackground = true, Name = "end with the command" }.Start();

    private static void EndWithTheCommand()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Environment.Exit(K8tre.Automation.ExitCode.Interrupted);
    }
}
