using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.State;
using K8tre.Automation.Operations.Steps;

namespace K8tre.Automation.Operations;

/// <summary>Explains why the Pulumi CLI failed: by its exit code, its events and the files of the stack, not by its wording.</summary>
internal static class FailureCause
{
    // Exit codes of the CLI, as observed with 3.274.1.
    private const int NotLoggedIn = 3;
    private const int NoSuchStack = 6;

    /// <summary>Creates the error of a failed run.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="report">Events of the run. Null if it has none.</param>
    /// <param name="backendFolder">Folder of a backend of files. Null if the state is elsewhere.</param>
    public static async Task<CommandException> ExplainAsync(
        PulumiFailure failure, StackIdentity stack, OperationReport? report, string? backendFolder)
    {
        if (failure.Result.Code == NotLoggedIn)
        {
            return CommandException.WrongCall(
                "the Pulumi CLI does not know where the state is; set PULUMI_BACKEND_URL (file://, s3://, azblob://), "
                + "or run `pulumi login`");
        }

        if (failure.Result.Code == NoSuchStack)
        {
            return CommandException.WrongCall(
                $"the backend has no stack '{stack.Name}' of the project {stack.Project.Name}; "
                + $"create it with `pulumi stack init {stack.Name}`, or set PULUMI_BACKEND_URL to the backend that has it");
        }

        // The engine ran: its events say what failed.
        if (report is { HasStarted: true })
            return CommandException.Failed(report.Failure());

        return await BeforeTheEngineAsync(failure, stack, backendFolder);
    }

    private static async Task<CommandException> BeforeTheEngineAsync(PulumiFailure failure, StackIdentity stack, string? backendFolder)
    {
        if (backendFolder is not null && !Directory.Exists(backendFolder))
        {
            return CommandException.WrongCall(
                $"the backend is the folder {backendFolder}, which does not exist; create it, or correct PULUMI_BACKEND_URL");
        }

        if (stack.EncryptionSalt is { } salt && Passphrase.Problem(salt) is { } problem)
            return CommandException.WrongCall(problem);

        var locks = await StackLock.ReadAllAsync(stack, backendFolder);
        if (locks.Count > 0)
        {
            return new CommandException(
                $"another run holds the lock of the stack {stack.Name}: {string.Join("; ", locks.Select(held => held.Describe()))}. "
                + $"Wait for its end, or see `{ProductInfo.Name} cancel {stack.Name}`",
                ExitCode.Locked);
        }

        var words = failure.Result.StandardError.Trim();
        return CommandException.Failed(
            $"pulumi ended with exit code {failure.Result.Code} before it did anything: "
            + (words.Length == 0 ? "it gave no reason" : words));
    }
}
