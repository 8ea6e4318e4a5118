export const id = 562;
export const ids = [562];
export const modules = {

/***/ 1817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isCodeDeployFault)
/* harmony export */ });
/** Whether an error is CodeDeploy's of this name, without its `Exception`. */
function isCodeDeployFault(error, name) {
    return error instanceof Error && error.name === `${name}Exception`;
}


/***/ }),

/***/ 7562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCodeDeployApi: () => (/* binding */ createCodeDeployApi)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3927);
/* harmony import */ var _shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7655);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1817);



/** The batch operations take no more. API reference, BatchGetApplications and BatchGetDeploymentGroups. */
const A_CALL = 100;
/** API reference, BatchGetDeployments. */
const DEPLOYMENTS_A_CALL = 25;
const SUCCEEDED = 'Succeeded';
const ACTIVE = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];
/**
 * AWS CodeDeploy through the SDK. With a `signal`, a call under way ends when it aborts; make one without for what must
 * still be sent after the job was cancelled. Few services are deployed by it: load this module on demand.
 */
function createCodeDeployApi(config, signal) {
    const client = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .CodeDeployClient */ .cHd(config);
    const options = signal === undefined ? {} : { abortSignal: signal };
    const call = (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .endingWith */ ["in"])(signal);
    return {
        ecsApplications: async (limit) => {
            const names = await (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .pages */ .Bd)(Infinity, async (nextToken) => {
                const answer = await call(() => client.send(new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .ListApplicationsCommand */ .BJ_({ nextToken }), options));
                return { items: answer.applications ?? [], nextToken: answer.nextToken };
            });
            const found = await (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .inChunks */ .mk)(names, A_CALL, async (applicationNames) => {
                const answer = await call(() => client.send(new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .BatchGetApplicationsCommand */ .nsl({ applicationNames }), options));
                return answer.applicationsInfo ?? [];
            });
            return found
                .filter(({ computePlatform }) => computePlatform === 'ECS')
                .flatMap(({ applicationName }) => applicationName ?? [])
                .slice(0, limit);
        },
        groups: async (applicationName) => {
            const names = await (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .pages */ .Bd)(Infinity, async (nextToken) => {
                const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .ListDeploymentGroupsCommand */ .XOe({ applicationName, nextToken });
                const answer = await call(() => client.send(command, options));
                return { items: answer.deploymentGroups ?? [], nextToken: answer.nextToken };
            });
            return (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .inChunks */ .mk)(names, A_CALL, async (deploymentGroupNames) => {
                const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .BatchGetDeploymentGroupsCommand */ .rUZ({ applicationName, deploymentGroupNames });
                return (await call(() => client.send(command, options))).deploymentGroupsInfo ?? [];
            });
        },
        group: async ({ application: applicationName, group: deploymentGroupName }) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .GetDeploymentGroupCommand */ .WOp({ applicationName, deploymentGroupName });
            return present((await call(() => client.send(command, options))).deploymentGroupInfo, 'GetDeploymentGroup');
        },
        config: async (deploymentConfigName) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .GetDeploymentConfigCommand */ .z2K({ deploymentConfigName });
            return present((await call(() => client.send(command, options))).deploymentConfigInfo, 'GetDeploymentConfig');
        },
        activeDeployments: async ({ application: applicationName, group: deploymentGroupName }) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .ListDeploymentsCommand */ .sr8({ applicationName, deploymentGroupName, includeOnlyStatuses: ACTIVE });
            return (await call(() => client.send(command, options))).deployments ?? [];
        },
        succeededDeployments: ({ application: applicationName, group: deploymentGroupName }, limit) => (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .pages */ .Bd)(limit, async (nextToken) => {
            const filter = { applicationName, deploymentGroupName, includeOnlyStatuses: [SUCCEEDED], nextToken };
            const answer = await call(() => client.send(new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .ListDeploymentsCommand */ .sr8(filter), options));
            return { items: answer.deployments ?? [], nextToken: answer.nextToken };
        }).then((ids) => ids.slice(0, limit)),
        deployments: (ids) => (0,_shared_aws_calls__WEBPACK_IMPORTED_MODULE_1__/* .inChunks */ .mk)(ids, DEPLOYMENTS_A_CALL, async (deploymentIds) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .BatchGetDeploymentsCommand */ .ARk({ deploymentIds });
            return (await call(() => client.send(command, options))).deploymentsInfo ?? [];
        }),
        appSpec: async (applicationName, sha256) => {
            const revision = { revisionType: 'AppSpecContent', appSpecContent: { sha256 } };
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .GetApplicationRevisionCommand */ .dpB({ applicationName, revision });
            try {
                return (await call(() => client.send(command, options))).revision?.appSpecContent?.content;
            }
            catch (error) {
                if ((0,_api_js__WEBPACK_IMPORTED_MODULE_2__/* .isCodeDeployFault */ .$)(error, 'RevisionDoesNotExist'))
                    return undefined;
                throw error;
            }
        },
        deployment: async (deploymentId) => {
            const answer = await call(() => client.send(new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .GetDeploymentCommand */ .Tvn({ deploymentId }), options));
            return present(answer.deploymentInfo, 'GetDeployment');
        },
        target: async (deploymentId, targetId) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .BatchGetDeploymentTargetsCommand */ .Bsg({ deploymentId, targetIds: [targetId] });
            try {
                return (await call(() => client.send(command, options))).deploymentTargets?.[0]?.ecsTarget;
            }
            catch (error) {
                if ((0,_api_js__WEBPACK_IMPORTED_MODULE_2__/* .isCodeDeployFault */ .$)(error, 'DeploymentNotStarted'))
                    return undefined;
                if ((0,_api_js__WEBPACK_IMPORTED_MODULE_2__/* .isCodeDeployFault */ .$)(error, 'DeploymentTargetDoesNotExist'))
                    return undefined;
                throw error;
            }
        },
        create: async ({ application, group, content, sha256, description, config: deploymentConfigName, autoRollback, heedsAlarms = true, }) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .CreateDeploymentCommand */ .ttP({
                applicationName: application,
                deploymentGroupName: group,
                revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } },
                ...(description === undefined ? {} : { description }),
                ...(deploymentConfigName === undefined ? {} : { deploymentConfigName }),
                ...(autoRollback === undefined ? {} : { autoRollbackConfiguration: autoRollback }),
                ...(heedsAlarms ? {} : { overrideAlarmConfiguration: { enabled: false } }),
            });
            return present((await call(() => client.send(command, options))).deploymentId, 'CreateDeployment');
        },
        stopAndRollBack: async (deploymentId) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .StopDeploymentCommand */ .NzN({ deploymentId, autoRollbackEnabled: true });
            await call(() => client.send(command, options));
        },
        endWait: async (deploymentId, deploymentWaitType) => {
            const command = new _aws_sdk_client_codedeploy__WEBPACK_IMPORTED_MODULE_0__/* .ContinueDeploymentCommand */ .Md$({ deploymentId, deploymentWaitType });
            await call(() => client.send(command, options));
        },
    };
}
function present(value, operation) {
    if (value === undefined)
        throw new Error(`AWS CodeDeploy answered ${operation} without its result.`);
    return value;
}


/***/ })

};
