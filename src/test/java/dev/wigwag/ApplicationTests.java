package dev.wigwag;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** Every test inside the application, of which there is one at a time: to surefire one class, run in one process beside the others. */
@Suite
@SelectClasses(
        names = {
            "dev.wigwag.api.ClosedApiTest",
            "dev.wigwag.api.DescriptionTest",
            "dev.wigwag.api.OutletsEndpointTest",
            "dev.wigwag.api.PublicRolloutsTest",
            "dev.wigwag.api.PublicSamplesTest",
            "dev.wigwag.api.RolloutsEndpointTest",
            "dev.wigwag.flagger.ClosedFlaggerEdgeTest",
            "dev.wigwag.flagger.FlaggerGatesTest",
            "dev.wigwag.flagger.FlaggerWebhookTest",
            "dev.wigwag.flagger.ShortLivedFlaggerWebhookTest",
            "dev.wigwag.flagger.UnservedGatesTest",
            "dev.wigwag.flux.ClosedFluxEdgeTest",
            "dev.wigwag.flux.FluxWebhookTest",
            "dev.wigwag.flux.ShortLivedFluxWebhookTest",
            "dev.wigwag.git.ChangesStoryTest",
            "dev.wigwag.github.CommentCommandTest",
            "dev.wigwag.github.GitHubWebhookTest",
            "dev.wigwag.github.LostDeliveryTest",
            "dev.wigwag.http.BodyCollectorTest",
            "dev.wigwag.http.EdgeGateTest",
            "dev.wigwag.http.GateSealTest",
            "dev.wigwag.http.ManagementPathsTest",
            "dev.wigwag.knative.EventsThroughABrokerTest",
            "dev.wigwag.knative.HearEventsTest",
            "dev.wigwag.kube.ApiServerAnswersTest",
            "dev.wigwag.pitfalls.FlaggerEdgePitfallsTest",
            "dev.wigwag.pitfalls.FluxEdgePitfallsTest",
            "dev.wigwag.sandbox.page.ApprovalStoryTest",
            "dev.wigwag.sandbox.page.OutletsPageTest",
            "dev.wigwag.sandbox.page.PageInABrowserTest",
            "dev.wigwag.sandbox.page.SandboxPageTest",
            "dev.wigwag.sandbox.page.SandboxSwitchedOffTest",
            "dev.wigwag.sandbox.page.SlackByHandTest",
            "dev.wigwag.sandbox.page.SlackInABrowserTest",
            "dev.wigwag.sandbox.page.SlackSectionTest",
            "dev.wigwag.sandbox.page.SlackThreadPageTest",
            "dev.wigwag.slack.ClosedSlackEdgeTest",
            "dev.wigwag.slack.SlackCommandsTest",
            "dev.wigwag.slack.SlackInteractionsTest"
        })
class ApplicationTests {}
